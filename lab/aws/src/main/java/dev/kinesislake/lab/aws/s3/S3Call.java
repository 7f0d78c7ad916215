package dev.kinesislake.lab.aws.s3;

/**
 * Something done to S3.
 *
 * @param action the action that it needs, such as {@code s3:PutObject} (Service Authorization Reference, "Actions, resources, and
 *     condition keys for Amazon S3")
 * @param bucket empty where it's about none
 * @param key empty where it's about none
 */
public record S3Call(String action, String bucket, String key) {

    static S3Call account(String action) {
        return new S3Call(action, "", "");
    }

    static S3Call bucket(String action, String bucket) {
        return new S3Call(action, bucket, "");
    }

    static S3Call object(String action, String bucket, String key) {
        return new S3Call(action, bucket, key);
    }

    /** The ARN that a policy's statement has to match. */
    String resource() {
        if (bucket.isEmpty()) {
            return "*";
        }
        return "arn:aws:s3:::" + bucket + (key.isEmpty() ? "" : "/" + key);
    }
}
