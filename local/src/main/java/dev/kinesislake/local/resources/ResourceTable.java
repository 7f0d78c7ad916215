package dev.kinesislake.local.resources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeSet;

/**
 * From a resource's type to what makes it. A type that isn't here is an error: a resource that seems to exist and does nothing would
 * let a program pass that fails on AWS.
 */
public final class ResourceTable {

    private final Map<String, ResourceType> types;

    private ResourceTable(Map<String, ResourceType> types) {
        this.types = Map.copyOf(types);
    }

    /** The types that the program declares, made in an account. */
    public static ResourceTable of(Account account) {
        var buckets = new Buckets(account);
        var policies = new Policies(account);
        return new ResourceTable(Map.ofEntries(
                Map.entry("aws:kinesis/stream:Stream", new Streams(account)),
                Map.entry("aws:iam/policy:Policy", policies::managed),
                Map.entry("aws:iam/role:Role", new Roles(account)),
                Map.entry("aws:iam/rolePolicy:RolePolicy", policies::inline),
                Map.entry("aws:s3/bucketV2:BucketV2", buckets::bucket),
                Map.entry(
                        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                        buckets::setting),
                Map.entry("aws:s3/bucketVersioningV2:BucketVersioningV2", buckets::setting),
                Map.entry("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", buckets::setting),
                Map.entry("aws:s3/bucketOwnershipControls:BucketOwnershipControls", buckets::setting),
                Map.entry("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2", buckets::setting),
                Map.entry("aws:s3/bucketPolicy:BucketPolicy", buckets::policy),
                Map.entry("aws:cloudwatch/logGroup:LogGroup", new LogGroups(account)),
                Map.entry("aws:lambda/function:Function", new Functions(account)),
                Map.entry("aws:lambda/eventSourceMapping:EventSourceMapping", new EventSourceMappings(account))));
    }

    /**
     * Makes a resource.
     *
     * @param type such as {@code aws:kinesis/stream:Stream}
     * @param name in the program
     * @param inputs by the names of the AWS package's schema
     * @throws ResourceException if there is no such type, or AWS would refuse the resource
     */
    public Made make(String type, String name, Map<String, Object> inputs) {
        var known = types.get(type);
        if (known == null) {
            throw new ResourceException("resource " + name + " has the type " + type + ", known here are "
                    + String.join(", ", new TreeSet<>(types.keySet())));
        }
        var declared = new Inputs(type, name, inputs);
        try {
            return known.make(declared);
        } catch (IOException failed) {
            throw new UncheckedIOException(type + " " + name + ": " + failed.getMessage(), failed);
        } catch (IllegalArgumentException refused) {
            throw new ResourceException(declared, String.valueOf(refused.getMessage()));
        }
    }
}
