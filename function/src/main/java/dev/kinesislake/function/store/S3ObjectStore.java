package dev.kinesislake.function.store;

import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Stores objects in S3. Made once for the life of the execution environment. */
public final class S3ObjectStore implements ObjectStore {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
    /** How often one PUT is tried. */
    public static final int MAX_ATTEMPTS = 5;

    private final S3Client s3;

    private S3ObjectStore(S3Client s3) {
        this.s3 = s3;
    }

    /**
     * A store with the region, the credentials and the endpoint of the environment.
     *
     * @param connections how many are kept open between batches
     */
    public static S3ObjectStore ofEnvironment(int connections) {
        // HttpURLConnection keeps 5 idle connections a host unless told otherwise, and opens the others anew for every
        // PUT.
        System.setProperty("http.maxConnections", Integer.toString(connections));
        return over(UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(ATTEMPT_TIMEOUT)
                .build());
    }

    /** The same over another HTTP client, which may have no network behind it. */
    public static S3ObjectStore over(SdkHttpClient http) {
        return new S3ObjectStore(S3Client.builder()
                .httpClient(http)
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .retryStrategy(StandardRetryStrategy.builder()
                                .maxAttempts(MAX_ATTEMPTS)
                                .build()))
                .serviceConfiguration(s3 -> s3.expectContinueEnabled(false)) // one round trip a PUT, not two
                .build());
    }

    /** The same without any network: its PUTs are signed, and go nowhere. */
    public static S3ObjectStore toNowhere() {
        return over(new Nowhere());
    }

    /** A store over a client that is configured already. */
    public static S3ObjectStore over(S3Client s3) {
        return new S3ObjectStore(s3);
    }

    @Override
    public void put(StoredObject object, Duration atMost) throws StoreException {
        var request = PutObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .contentType(object.contentType())
                .overrideConfiguration(override -> override.apiCallTimeout(atMost))
                .build();
        try {
            s3.putObject(request, RequestBody.fromBytes(object.body()));
        } catch (S3Exception refused) {
            var code = refused.awsErrorDetails() == null
                    ? ""
                    : refused.awsErrorDetails().errorCode() + ", ";
            throw new StoreException(
                    "can't store in " + object.bucket() + ": " + code + "status " + refused.statusCode() + ", request "
                            + refused.requestId(),
                    refused);
        } catch (SdkException unreachable) {
            throw new StoreException(
                    "can't store in " + object.bucket() + ": "
                            + unreachable.getClass().getSimpleName(),
                    unreachable);
        }
    }
}
