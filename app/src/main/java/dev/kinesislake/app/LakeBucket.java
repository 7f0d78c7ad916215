package dev.kinesislake.app;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketLoggingV2;
import com.pulumi.aws.s3.BucketLoggingV2Args;
import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.kinesislake.app.policy.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A bucket that nobody outside gets into: encrypted, versioned, without public access and access control lists, over TLS only,
 * with the lifecycle rules it is given. Where its removal is refused, all of this stays with it.
 */
final class LakeBucket extends ComponentResource {

    private final String name;
    private final Removal removal;
    private final BucketV2 bucket;
    private final BucketPolicy policy;
    private final Resource versioning;

    LakeBucket(
            String name,
            List<BucketLifecycleConfigurationV2RuleArgs> lifecycle,
            Function<Output<String>, Output<PolicyDocument>> policyOfArn,
            Removal removal,
            Map<String, String> tags) {
        super("kinesis-lake:app:LakeBucket", name);
        this.name = name;
        this.removal = removal;
        bucket = new BucketV2(
                name + "-bucket",
                BucketV2Args.builder()
                        .forceDestroy(removal.isWithContents())
                        .tags(tags)
                        .build(),
                options(this).protect(removal.isRefused()).build());
        encrypt();
        versioning = version();
        var closed = close();
        new BucketLifecycleConfigurationV2(
                name + "-lifecycle",
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.bucket())
                        .rules(lifecycle)
                        .build(),
                options(bucket).dependsOn(versioning).build());
        policy = new BucketPolicy(
                name + "-policy",
                BucketPolicyArgs.builder()
                        .bucket(bucket.bucket())
                        .policy(policyOfArn.apply(bucket.arn()).applyValue(PolicyDocument::toJson))
                        .build(),
                // S3 refuses two such changes of one bucket at the same time.
                options(bucket).dependsOn(closed).build());
        registerOutputs(Map.of("bucketName", bucketName(), "bucketArn", bucketArn()));
    }

    Output<String> bucketName() {
        return bucket.bucket();
    }

    Output<String> bucketArn() {
        return bucket.arn();
    }

    /** The S3 URI of a prefix. */
    Output<String> uri(String prefix) {
        return bucketName().applyValue(bucket -> "s3://" + bucket + "/" + prefix);
    }

    /** What Pulumi has added to the program's name for the bucket, so that no other stack has the same. */
    Output<String> suffix() {
        var own = bucket.pulumiResourceName() + "-";
        return bucketName()
                .applyValue(bucketName -> bucketName.startsWith(own) ? bucketName.substring(own.length()) : bucketName);
    }

    /** From when on each object has a version, and only those get in who may. */
    List<Resource> closed() {
        return List.of(versioning, policy);
    }

    /** Under what S3 writes about this bucket. */
    String accessLogPrefix() {
        return name + "/";
    }

    /** Has S3 write about each request to this bucket into another one, which lets it. */
    void logAccessTo(LakeBucket logs) {
        new BucketLoggingV2(
                name + "-access-logging",
                BucketLoggingV2Args.builder()
                        .bucket(bucket.bucket())
                        .targetBucket(logs.bucketName())
                        .targetPrefix(accessLogPrefix())
                        .build(),
                options(bucket).dependsOn(logs.policy).build());
    }

    private void encrypt() {
        var byDefault = BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs.builder()
                .sseAlgorithm("AES256")
                .build();
        new BucketServerSideEncryptionConfigurationV2(
                name + "-encryption",
                BucketServerSideEncryptionConfigurationV2Args.builder()
                        .bucket(bucket.bucket())
                        .rules(BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                                .applyServerSideEncryptionByDefault(byDefault)
                                .build())
                        .build(),
                options(bucket).build());
    }

    private Resource version() {
        return new BucketVersioningV2(
                name + "-versioning",
                BucketVersioningV2Args.builder()
                        .bucket(bucket.bucket())
                        .versioningConfiguration(BucketVersioningV2VersioningConfigurationArgs.builder()
                                .status("Enabled")
                                .build())
                        .build(),
                options(bucket).build());
    }

    private Resource close() {
        var block = new BucketPublicAccessBlock(
                name + "-public-access-block",
                BucketPublicAccessBlockArgs.builder()
                        .bucket(bucket.bucket())
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build(),
                options(bucket).build());
        return new BucketOwnershipControls(
                name + "-ownership",
                BucketOwnershipControlsArgs.builder()
                        .bucket(bucket.bucket())
                        .rule(BucketOwnershipControlsRuleArgs.builder()
                                .objectOwnership("BucketOwnerEnforced")
                                .build())
                        .build(),
                options(bucket).dependsOn(block).build());
    }

    private CustomResourceOptions.Builder options(Resource parent) {
        return CustomResourceOptions.builder().parent(parent).retainOnDelete(removal.isRefused());
    }
}
