package dev.kinesislake.local.resources;

/** Buckets, and what is configured of them in resources of their own. */
final class Buckets {

    private final Account account;

    Buckets(Account account) {
        this.account = account;
    }

    /** {@code aws:s3/bucketV2:BucketV2}. A bucket that an earlier run left is taken over with its objects. */
    Made bucket(Inputs inputs) {
        var name = account.nameOf(inputs, "bucket");
        account.s3().buckets().create(name);
        return Made.of(name, inputs)
                .with("bucket", name)
                .with("arn", arn(name))
                .with("region", account.region())
                .with("bucketDomainName", name + ".s3.amazonaws.com");
    }

    /**
     * Encryption, versioning, access blocks, ownership and lifecycle rules. The local S3 keeps every object until somebody deletes it,
     * lets nobody in from outside and encrypts nothing, so they are declared and have no effect.
     */
    Made setting(Inputs inputs) {
        return Made.of(existing(inputs), inputs);
    }

    /** {@code aws:s3/bucketPolicy:BucketPolicy}. It must be JSON; plain HTTP, which it refuses on AWS, is all there is here. */
    Made policy(Inputs inputs) {
        inputs.requiredText("policy");
        return setting(inputs);
    }

    private String existing(Inputs inputs) {
        var bucket = inputs.requiredText("bucket");
        if (!account.s3().buckets().exists(bucket)) {
            throw new ResourceException(inputs, "there is no bucket " + bucket);
        }
        return bucket;
    }

    private static String arn(String bucket) {
        return "arn:aws:s3:::" + bucket;
    }
}
