package dev.kinesislake.function.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Over HTTP, against an S3 that answers as planned. Whether AWS's signature is right is S3's to say: the local one checks it. */
class S3ObjectStoreTest {

    private static final StoredObject OBJECT = new StoredObject(
            "lake", "events/section=a%20b/1.ndjson.gz", "application/gzip", "123456789".getBytes(UTF_8));
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void sendsTheObjectWithItsTypeItsChecksumAndASignature() throws StoreException {
        try (var s3 = new PlannedS3(PlannedS3.STORED)) {
            store(s3).put(OBJECT, LONG);

            var put = s3.puts().get(0);
            assertThat(put.path()).isEqualTo("PUT /lake/events/section%3Da%2520b/1.ndjson.gz");
            assertThat(put.body()).isEqualTo("123456789");
            assertThat(put.headers())
                    .containsEntry("content-type", "application/gzip")
                    .containsEntry("content-length", "9")
                    .containsEntry("x-amz-checksum-crc32", "y/Q5Jg==") // the check value of CRC-32, CBF43926
                    .containsEntry("x-amz-security-token", "token")
                    .doesNotContainKey("expect");
            assertThat(put.headers().get("authorization"))
                    .matches("AWS4-HMAC-SHA256 Credential=AKID/[0-9]{8}/eu-central-1/s3/aws4_request, SignedHeaders="
                            + "content-length;content-type;host;x-amz-checksum-crc32;x-amz-content-sha256;x-amz-date;x-amz-security-token,"
                            + " Signature=[0-9a-f]{64}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError",
        "500, ''",
        "502, ''",
        "503, SlowDown",
        "503, ServiceUnavailable",
        "504, ''",
        "429, ''",
        "400, RequestTimeout",
        "400, SlowDown",
        "403, RequestTimeTooSkewed"
    })
    void triesAgainWhatMayPass(int status, String code) throws StoreException {
        try (var s3 = new PlannedS3(PlannedS3.error(status, code), PlannedS3.STORED)) {
            store(s3).put(OBJECT, LONG);

            assertThat(bodies(s3)).isEqualTo(Collections.nCopies(2, "123456789"));
        }
    }

    @Test
    void sendsAgainWhatGotNoAnswerSinceItMayBeStoredOrNot() throws StoreException {
        try (var s3 = new PlannedS3(PlannedS3.CUT, PlannedS3.CUT, PlannedS3.STORED)) {
            store(s3).put(OBJECT, LONG);

            assertThat(bodies(s3)).isEqualTo(Collections.nCopies(3, "123456789"));
        }
    }

    @Test
    void givesUpAfterFiveTries() {
        var slowDown = PlannedS3.error(503, "SlowDown");
        try (var s3 = new PlannedS3(slowDown, slowDown, slowDown, slowDown, slowDown, PlannedS3.STORED)) {
            assertThatThrownBy(() -> store(s3).put(OBJECT, LONG))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("can't store in lake: SlowDown, status 503, request R1");
            assertThat(s3.puts()).hasSize(5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied",
        "404, NoSuchBucket",
        "301, PermanentRedirect",
        "307, TemporaryRedirect",
        "400, BadDigest"
    })
    void doesntTryAgainWhatWillNotPass(int status, String code) {
        try (var s3 = new PlannedS3(PlannedS3.error(status, code), PlannedS3.STORED)) {
            assertThatThrownBy(() -> store(s3).put(OBJECT, LONG))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("can't store in lake: " + code + ", status " + status + ", request R1");
            assertThat(s3.puts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bad Gateway", "<Code>", "<Code>events/section=secret</Code>"})
    void ofAnAnswerThatIsntS3sTellsTheStatusAlone(String body) {
        try (var s3 = new PlannedS3(PlannedS3.status(418, Map.of(), body))) {
            assertThatThrownBy(() -> store(s3).put(OBJECT, LONG))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("can't store in lake: status 418, request null");
        }
    }

    @Test
    void doesntFollowARedirect() {
        try (var elsewhere = new PlannedS3(PlannedS3.STORED);
                var s3 = new PlannedS3(PlannedS3.status(307, Map.of("Location", elsewhere.endpoint() + "/x"), ""))) {
            assertThatThrownBy(() -> store(s3).put(OBJECT, LONG)).isInstanceOf(StoreException.class);
            assertThat(elsewhere.puts()).isEmpty();
        }
    }

    @Test
    @Timeout(value = 60, threadMode = SEPARATE_THREAD) // it would wait for ever
    void takesNoLongerThanItMayWhenS3IsSilent() {
        try (var s3 = new PlannedS3(PlannedS3.SILENCE)) {
            assertThatThrownBy(() -> store(s3).put(OBJECT, Duration.ofMillis(200)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("can't store in lake: SocketTimeoutException")
                    .hasCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = SEPARATE_THREAD)
    void takesNoLongerThanItMayWhenS3DoesntReadOn() {
        var large = new StoredObject("lake", "key", "application/gzip", new byte[32 * 1024 * 1024]);
        try (var s3 = new PlannedS3(PlannedS3.UNREAD)) {
            assertThatThrownBy(() -> store(s3).put(large, Duration.ofMillis(500)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("can't store in lake: SocketTimeoutException");
        }
    }

    @Test
    void canBeUsedAgainAfterAFailure() throws StoreException {
        try (var s3 = new PlannedS3(PlannedS3.error(403, "AccessDenied"), PlannedS3.STORED)) {
            var store = store(s3);
            assertThatThrownBy(() -> store.put(OBJECT, LONG)).isInstanceOf(StoreException.class);
            assertThatCode(() -> store.put(OBJECT, LONG)).doesNotThrowAnyException();
        }
    }

    private static List<String> bodies(PlannedS3 s3) {
        return s3.puts().stream().map(PlannedS3.Put::body).toList();
    }

    private static S3ObjectStore store(PlannedS3 s3) {
        var environment = Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKID",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_SESSION_TOKEN", "token",
                "AWS_ENDPOINT_URL_S3", s3.endpoint());
        var http =
                UrlConnectionHttpClient.builder().socketTimeout(Duration.ZERO).build();
        return S3ObjectStore.withoutWaits(http, environment);
    }
}
