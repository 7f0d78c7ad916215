package dev.kinesislake.function.store;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Stores objects in S3. Made once for the life of the execution environment. It sends its one kind of request itself, with the AWS
 * SDK's signer, retries and HTTP client, since the SDK's client of S3 takes longer to start than all the rest of the function.
 */
public final class S3ObjectStore implements ObjectStore {

    /** How often one PUT is tried. */
    public static final int MAX_ATTEMPTS = 5;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

    private final SdkHttpClient http;
    private final S3Endpoint endpoint;
    private final S3Signer signer;
    private final RetryStrategy retries;
    private final ScheduledThreadPoolExecutor timers;

    private S3ObjectStore(SdkHttpClient http, Map<String, String> environment, StandardRetryStrategy.Builder retries) {
        this.http = http;
        this.endpoint = S3Endpoint.of(environment);
        this.signer = new S3Signer(endpoint.region(), new S3Credentials(environment));
        this.retries = retries.maxAttempts(MAX_ATTEMPTS)
                .retryOnException(S3Refusal::isTransient)
                .treatAsThrottling(S3Refusal::isThrottling)
                .build();
        // More than one: to abort an attempt can itself take time.
        this.timers = new ScheduledThreadPoolExecutor(4, task -> {
            var thread = new Thread(task, "put-timer");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
    }

    /**
     * A store with the region, the credentials and the endpoint of the environment.
     *
     * @param environment the variables that Lambda gives a function
     * @param connections how many are kept open between batches
     * @throws IllegalStateException if a variable is missing or wrong; its message names it
     */
    public static S3ObjectStore ofEnvironment(Map<String, String> environment, int connections) {
        // HttpURLConnection keeps 5 idle connections a host unless told otherwise, and opens the others anew for every
        // PUT.
        System.setProperty("http.maxConnections", Integer.toString(connections));
        var http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(ATTEMPT_TIMEOUT)
                .build();
        return over(http, environment);
    }

    /** The same over another HTTP client, which may have no network behind it. */
    public static S3ObjectStore over(SdkHttpClient http, Map<String, String> environment) {
        return new S3ObjectStore(http, environment, StandardRetryStrategy.builder());
    }

    /** The same for stories in virtual time: it waits for nothing between attempts, and no PUT uses up another one's. */
    public static S3ObjectStore withoutWaits(SdkHttpClient http, Map<String, String> environment) {
        var retries = StandardRetryStrategy.builder()
                .circuitBreakerEnabled(false)
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately());
        return new S3ObjectStore(http, environment, retries);
    }

    @Override
    public void put(StoredObject object, Duration atMost) throws StoreException {
        long begun = System.nanoTime();
        var token = retries.acquireInitialToken(AcquireInitialTokenRequest.create("PUT"))
                .token();
        while (true) {
            try {
                attempt(object, left(begun, atMost));
                retries.recordSuccess(RecordSuccessRequest.create(token));
                return;
            } catch (IOException | RuntimeException failure) {
                var again = again(token, failure);
                if (again == null || again.delay().compareTo(left(begun, atMost)) >= 0) {
                    throw new StoreException("can't store in " + object.bucket() + ": " + words(failure), failure);
                }
                pause(again.delay());
                token = again.token();
            }
        }
    }

    private static Duration left(long begun, Duration atMost) {
        return atMost.minusNanos(System.nanoTime() - begun);
    }

    /** Null if it isn't to be tried again. */
    private @Nullable RefreshRetryTokenResponse again(RetryToken token, Exception failure) {
        try {
            return retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failure)
                    .build());
        } catch (TokenAcquisitionFailedException enough) {
            return null;
        }
    }

    /** S3's own words; of anything else the kind alone, as a host or a URL holds what events said. */
    private static String words(Exception failure) {
        return failure instanceof S3Refusal refusal
                ? refusal.words()
                : failure.getClass().getSimpleName();
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException stop) {
            throw new IllegalStateException("interrupted: the runtime never does that", stop);
        }
    }

    /** Has taken place or been aborted when this ends. */
    private void attempt(StoredObject object, Duration left) throws IOException {
        var request = signer.sign(endpoint.put(object.bucket(), object.key()), object);
        var call = http.prepareRequest(HttpExecuteRequest.builder()
                .request(request.request())
                .contentStreamProvider(request.payload().orElseThrow())
                .build());
        var patience = left.compareTo(ATTEMPT_TIMEOUT) < 0 ? left : ATTEMPT_TIMEOUT;
        var late = new AtomicBoolean();
        var timer = timers.schedule(
                () -> {
                    late.set(true);
                    call.abort();
                },
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            check(call.call());
        } catch (IOException | RuntimeException cut) {
            if (late.get()) {
                throw new SocketTimeoutException("no answer within " + patience);
            }
            throw cut;
        } finally {
            timer.cancel(false);
        }
    }

    private void check(HttpExecuteResponse response) throws IOException {
        // To its end, so that the connection can be used again.
        byte[] body = {};
        if (response.responseBody().isPresent()) {
            try (var stream = response.responseBody().get()) {
                body = stream.readAllBytes();
            }
        }
        if (!response.httpResponse().isSuccessful()) {
            var refusal = S3Refusal.of(response.httpResponse(), body);
            signer.learnFrom(refusal);
            throw refusal;
        }
    }
}
