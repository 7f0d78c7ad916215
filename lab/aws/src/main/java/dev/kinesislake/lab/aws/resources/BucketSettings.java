package dev.kinesislake.lab.aws.resources;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is configured of a bucket in a resource of its own. The local S3 keeps every object until somebody deletes it, lets nobody in
 * from outside, encrypts nothing and writes no access logs, so the settings are kept with the bucket and have no other effect.
 */
final class BucketSettings implements ResourceType {

    private static final Shape SHAPE = Shape.unnamed().replacedBy("bucket", "expectedBucketOwner");

    private final Account account;
    private final @Nullable String required;

    private BucketSettings(Account account, @Nullable String required) {
        this.account = account;
        this.required = required;
    }

    /** All the types, each with the property that it can't do without. */
    static Map<String, ResourceType> types(Account account) {
        var types = new LinkedHashMap<String, ResourceType>();
        types.put(
                "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                new BucketSettings(account, "rules"));
        types.put(
                "aws:s3/bucketVersioningV2:BucketVersioningV2", new BucketSettings(account, "versioningConfiguration"));
        types.put("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", new BucketSettings(account, null));
        types.put("aws:s3/bucketOwnershipControls:BucketOwnershipControls", new BucketSettings(account, "rule"));
        types.put(
                "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
                new BucketSettings(account, null));
        types.put("aws:s3/bucketLoggingV2:BucketLoggingV2", new BucketSettings(account, "targetBucket"));
        types.put("aws:s3/bucketPolicy:BucketPolicy", new BucketSettings(account, "policy"));
        return types;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var bucket = inputs.requiredText("bucket");
        if (!account.s3().buckets().exists(bucket)) {
            throw new ResourceException(inputs, "there is no bucket " + bucket);
        }
        if (required != null) {
            inputs.require(required);
        }
        return Made.of(bucket, inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return create(inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        // Nothing but what the table remembers.
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return account.s3().buckets().exists(made.id()) ? made : null;
    }
}
