package dev.kinesislake.function.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An object that others change now and then. It is sent and parsed once, and again when it has changed. For one thread. */
public final class WatchedObject<T> {

    private static final int NOT_MODIFIED = 304;

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final Parser<T> parser;
    private final T none;
    private @Nullable String etag;
    private T value;

    /** Makes a value of an object's bytes. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(byte[] bytes) throws IOException;
    }

    WatchedObject(S3Client s3, String bucket, String key, Parser<T> parser, T none) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.parser = parser;
        this.none = none;
        this.value = none;
    }

    /**
     * What the object says by now.
     *
     * @throws StoreException if S3 doesn't answer, or the object can't be parsed
     */
    public T current() throws StoreException {
        try {
            var request = GetObjectRequest.builder().bucket(bucket).key(key);
            var object = s3.getObjectAsBytes((etag == null ? request : request.ifNoneMatch(etag)).build());
            // The tag last: what can't be parsed is sent again.
            value = parser.parse(object.asByteArray());
            etag = object.response().eTag();
        } catch (NoSuchKeyException missing) {
            value = none;
            etag = null;
        } catch (S3Exception refusal) {
            if (refusal.statusCode() != NOT_MODIFIED) {
                throw new StoreException(
                        "can't read " + key + " in " + bucket + ": " + S3ObjectStore.words(refusal), refusal);
            }
        } catch (IOException damaged) {
            throw new StoreException("can't read " + key + " in " + bucket + ": " + damaged.getMessage(), damaged);
        } catch (SdkException failure) {
            throw new StoreException(
                    "can't read " + key + " in " + bucket + ": " + S3ObjectStore.words(failure), failure);
        }
        return value;
    }
}
