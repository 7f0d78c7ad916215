package dev.kinesislake.function.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An object that others change now and then. Its bytes are sent once, and again when they have changed. For one thread. */
public final class WatchedObject {

    private static final int NOT_MODIFIED = 304;

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private @Nullable String etag;
    private byte[] bytes = {};

    WatchedObject(S3Client s3, String bucket, String key) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
    }

    /**
     * The bytes by now; none where there is no object.
     *
     * @throws StoreException if S3 doesn't say
     */
    public byte[] current() throws StoreException {
        try {
            var request = GetObjectRequest.builder().bucket(bucket).key(key);
            var object = s3.getObjectAsBytes((etag == null ? request : request.ifNoneMatch(etag)).build());
            bytes = object.asByteArray();
            etag = object.response().eTag();
        } catch (NoSuchKeyException none) {
            bytes = new byte[0];
            etag = null;
        } catch (S3Exception refusal) {
            if (refusal.statusCode() != NOT_MODIFIED) {
                throw new StoreException(
                        "can't read " + key + " in " + bucket + ": " + S3ObjectStore.words(refusal), refusal);
            }
        } catch (SdkException failure) {
            throw new StoreException(
                    "can't read " + key + " in " + bucket + ": " + S3ObjectStore.words(failure), failure);
        }
        return Arrays.copyOf(bytes, bytes.length);
    }
}
