package dev.kinesislake.lab.aws.s3;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The errors that S3 answers, as the server turns them into responses: code, status and message (Amazon S3 API Reference, "Error
 * responses").
 */
public final class S3Errors {

    private S3Errors() {}

    /** 500 InternalError: clients try again. */
    public static S3Exception internalError() {
        return error(500, "InternalError", "We encountered an internal error. Please try again.");
    }

    /** 503 SlowDown: clients try again, more slowly. */
    public static S3Exception slowDown() {
        return error(503, "SlowDown", "Please reduce your request rate.");
    }

    /** 403 AccessDenied: clients give up. */
    public static S3Exception accessDenied(String message) {
        return error(403, "AccessDenied", message);
    }

    static S3Exception invalidArgument(String message) {
        return error(400, "InvalidArgument", message);
    }

    static S3Exception invalidBucketName(String message) {
        return error(400, "InvalidBucketName", message);
    }

    static S3Exception keyTooLong() {
        return error(400, "KeyTooLongError", "Your key is too long");
    }

    static S3Exception noSuchBucket(String bucket) {
        return error(404, "NoSuchBucket", "The specified bucket does not exist: " + bucket);
    }

    static S3Exception bucketNotEmpty(String bucket) {
        return error(409, "BucketNotEmpty", "The bucket you tried to delete is not empty: " + bucket);
    }

    /** 412 PreconditionFailed: the object is there already, or is another one. */
    public static S3Exception preconditionFailed() {
        return error(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }

    /** 409 ConditionalRequestConflict: clients look again and try again. */
    public static S3Exception conditionalRequestConflict() {
        return error(
                409,
                "ConditionalRequestConflict",
                "The conditional request cannot succeed due to a conflicting operation against this resource.");
    }

    static S3Exception noSuchKey() {
        return error(404, "NoSuchKey", "The specified key does not exist.");
    }

    static S3Exception notImplemented(String message) {
        return error(501, "NotImplemented", message);
    }

    static S3Exception noSuchUpload(String id) {
        return error(404, "NoSuchUpload", "The specified multipart upload does not exist: " + id);
    }

    private static S3Exception error(int status, String code, String message) {
        var details =
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
        var builder = S3Exception.builder();
        builder.message(message);
        builder.statusCode(status);
        builder.awsErrorDetails(details);
        return (S3Exception) builder.build();
    }
}
