package dev.kinesislake.function.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Stores objects in S3 by conditional writes (Amazon S3 User Guide, "How to prevent object overwrites with conditional writes"), so that
 * no attempt takes back what a newer one has stored. The first PUT of a key is one request.
 */
public final class S3ObjectStore implements ObjectStore {

    /** How many times one request is sent before it fails. */
    public static final int MAX_ATTEMPTS = 5;

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration NO_TIMEOUT = Duration.ofDays(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    /** How many times an object is looked at that others keep changing. */
    private static final int MAX_LOOKS = 20;

    private final S3Client s3;

    private S3ObjectStore(S3Client s3) {
        this.s3 = s3;
    }

    /** The object that a PUT may replace. */
    private record Existing(String etag, Optional<Provenance> provenance, Instant storedAt) {}

    /** S3's answer to a conditional PUT. */
    private enum Answer {
        STORED,
        PRECONDITION_FAILED,
        CONFLICT,
        NO_SUCH_KEY
    }

    /**
     * A store with the region, the credentials and the endpoint of the environment.
     *
     * @param environment the variables that Lambda gives a function
     * @param connections how many are kept open between batches
     * @throws IllegalStateException if a variable is missing or wrong; its message names it
     */
    public static S3ObjectStore ofEnvironment(Map<String, String> environment, int connections) {
        var http = Apache5HttpClient.builder()
                .maxConnections(connections)
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT)
                .build();
        return over(http, environment);
    }

    /** The same over another HTTP client, which may have no network behind it. */
    public static S3ObjectStore over(SdkHttpClient http, Map<String, String> environment) {
        return new S3ObjectStore(S3Clients.of(
                environment,
                http,
                StandardRetryStrategy.builder().maxAttempts(MAX_ATTEMPTS).build(),
                ATTEMPT_TIMEOUT));
    }

    /**
     * The same for virtual time: the HTTP client alone says when a request is over. It doesn't wait between attempts, and a PUT's
     * retries take nothing from another one's.
     */
    public static S3ObjectStore withoutWaits(SdkHttpClient http, Map<String, String> environment) {
        return new S3ObjectStore(S3Clients.of(
                environment,
                http,
                StandardRetryStrategy.builder()
                        .maxAttempts(MAX_ATTEMPTS)
                        .circuitBreakerEnabled(false)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                        .build(),
                NO_TIMEOUT));
    }

    /**
     * An object to be looked at again and again, over the same connections.
     *
     * @param none where there is no object
     */
    public <T> WatchedObject<T> watch(String bucket, String key, WatchedObject.Parser<T> parser, T none) {
        return new WatchedObject<>(s3, bucket, key, parser, none);
    }

    @Override
    public void put(StoredObject object, Duration atMost) throws StoreException {
        try {
            putUnlessNewer(object, System.nanoTime(), atMost);
        } catch (SdkException failure) {
            throw new StoreException("can't store in " + object.bucket() + ": " + words(failure), failure);
        }
    }

    private void putUnlessNewer(StoredObject object, long start, Duration atMost) throws StoreException {
        Existing existing = null;
        for (int looks = 0; looks < MAX_LOOKS; looks++) {
            var answer = put(object, existing, left(start, atMost));
            if (answer == Answer.STORED) {
                return;
            }
            if (answer == Answer.CONFLICT) {
                continue; // of two writes at the same time, S3 refuses one; which one says nothing about the object
            }
            existing = answer == Answer.NO_SUCH_KEY ? null : head(object, left(start, atMost));
            if (existing != null) {
                switch (Fence.decide(object.provenance(), existing.provenance(), existing.storedAt())) {
                    case KEEP -> {
                        return;
                    }
                    case REFUSE ->
                        throw StoreException.ofOtherRows("can't store in " + object.bucket()
                                + ": other rows stand there, of an attempt that is not " + Fence.MIN_AGE.toSeconds()
                                + " s older");
                    case REPLACE -> {}
                }
            }
        }
        throw new StoreException(
                "can't store in " + object.bucket() + ": other attempts keep writing the object", null);
    }

    private static Duration left(long start, Duration atMost) {
        var left = atMost.minusNanos(System.nanoTime() - start);
        return left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left;
    }

    /** @param existing the object to replace; null if there must be none */
    private Answer put(StoredObject object, @Nullable Existing existing, Duration atMost) {
        var request = PutObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .contentType(object.contentType())
                .metadata(object.provenance().toMetadata())
                .checksumCRC32(crc32(object.body()))
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(atMost));
        if (existing == null) {
            request.ifNoneMatch("*");
        } else {
            request.ifMatch(existing.etag());
        }
        try {
            s3.putObject(
                    request.build(),
                    RequestBody.fromContentProvider(
                            ContentStreamProvider.fromByteArrayUnsafe(object.body()),
                            object.body().length,
                            object.contentType()));
            return Answer.STORED;
        } catch (S3Exception refusal) {
            return switch (code(refusal)) {
                case "PreconditionFailed" -> Answer.PRECONDITION_FAILED;
                case "ConditionalRequestConflict" -> Answer.CONFLICT;
                case "NoSuchKey" -> Answer.NO_SUCH_KEY;
                default -> throw refusal;
            };
        }
    }

    /** Null if it's gone. */
    private @Nullable Existing head(StoredObject object, Duration atMost) {
        try {
            var head = s3.headObject(HeadObjectRequest.builder()
                    .bucket(object.bucket())
                    .key(object.key())
                    .overrideConfiguration(configuration -> configuration.apiCallTimeout(atMost))
                    .build());
            var storedAt = head.lastModified() == null ? Instant.EPOCH : head.lastModified();
            return new Existing(head.eTag(), Provenance.of(head.metadata()), storedAt);
        } catch (NoSuchKeyException gone) {
            return null;
        }
    }

    private static String crc32(byte[] body) {
        var crc = new CRC32();
        crc.update(body);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }

    /** S3's error code, status and request. Its message can hold the key, so it is left out; so is that of any other exception. */
    static String words(SdkException failure) {
        if (failure instanceof AwsServiceException refusal) {
            var code = code(refusal);
            return (code.isEmpty() ? "" : code + ", ") + "status " + refusal.statusCode() + ", request "
                    + refusal.requestId();
        }
        var cause = failure.getCause();
        return (cause == null ? failure : cause).getClass().getSimpleName();
    }

    /** Empty if the answer isn't S3's. */
    private static String code(AwsServiceException refusal) {
        var details = refusal.awsErrorDetails();
        var code = details == null ? null : details.errorCode();
        return code != null && code.matches("[A-Za-z0-9.]+") ? code : "";
    }
}
