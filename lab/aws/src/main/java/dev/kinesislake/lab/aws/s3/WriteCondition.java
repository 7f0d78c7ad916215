package dev.kinesislake.lab.aws.s3;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * On what condition an object is written (Amazon S3 User Guide, "How to prevent object overwrites with conditional writes").
 *
 * @param ifNoneMatch {@code *}: there is no such object
 * @param ifMatch the ETag that the object has
 */
record WriteCondition(
        @Nullable String ifNoneMatch, @Nullable String ifMatch) {

    static final WriteCondition NONE = new WriteCondition(null, null);

    static WriteCondition of(PutObjectRequest request) {
        return new WriteCondition(request.ifNoneMatch(), request.ifMatch());
    }

    boolean isConditional() {
        return ifNoneMatch != null || ifMatch != null;
    }

    /** The condition keys that policies know it by (Amazon S3 User Guide, "Enforce conditional writes on Amazon S3 buckets"). */
    Map<String, String> context() {
        var context = new HashMap<String, String>();
        context.put("s3:objectcreationoperation", "true");
        if (ifNoneMatch != null) {
            context.put("s3:if-none-match", ifNoneMatch);
        }
        if (ifMatch != null) {
            context.put("s3:if-match", ifMatch);
        }
        return context;
    }

    PutObjectRequest applyTo(PutObjectRequest request) {
        return isConditional()
                ? request.toBuilder().ifNoneMatch(ifNoneMatch).ifMatch(ifMatch).build()
                : request;
    }

    /**
     * Checks it against the object that is there when the write ends. Of many writes of one key the first to end succeeds.
     *
     * @param eTag null if there is none
     * @param raced whether the object was changed while the write was under way
     * @throws software.amazon.awssdk.services.s3.model.S3Exception PreconditionFailed; NoSuchKey where {@code If-Match} finds
     *     nothing; ConditionalRequestConflict where the condition holds again, but not all the time
     */
    void check(@Nullable String eTag, boolean raced) {
        if (ifNoneMatch != null && eTag != null) {
            throw S3Errors.preconditionFailed();
        }
        if (ifMatch != null && eTag == null) {
            throw S3Errors.noSuchKey();
        }
        if (ifMatch != null && !unquoted(ifMatch).equals(unquoted(eTag))) {
            throw S3Errors.preconditionFailed();
        }
        if (raced) {
            throw S3Errors.conditionalRequestConflict();
        }
    }

    private static String unquoted(@Nullable String eTag) {
        return eTag == null ? "" : eTag.replace("\"", "");
    }
}
