package dev.kinesislake.function.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** Over HTTP, against an S3 that answers as planned. Whether AWS's signature is right is S3's to say: the local one checks it. */
class S3ObjectStoreTest {

    static final Provenance OURS = provenance("2026-11-23T11:33:31.123Z", "request-2", 3);

    private static final StoredObject OBJECT = new StoredObject(
            "lake",
            "events/section=a%20b/1.parquet",
            "application/vnd.apache.parquet",
            OURS,
            "123456789".getBytes(UTF_8));
    private static final String ETAG = "\"etag-1\"";
    private static final PlannedS3.Answer EXISTS = PlannedS3.error(412, "PreconditionFailed");
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void sendsTheObjectWithItsTypeItsChecksumAndASignature() throws StoreException {
        try (var s3 = new PlannedS3(PlannedS3.STORED)) {
            store(s3).put(OBJECT, LONG);

            var put = s3.puts().get(0);
            assertThat(put.path()).isEqualTo("PUT /lake/events/section%3Da%2520b/1.parquet");
            assertThat(put.body()).isEqualTo("123456789");
            assertThat(put.headers())
                    .containsEntry("content-type", "application/vnd.apache.parquet")
                    .containsEntry("content-length", "9")
                    .containsEntry("x-amz-checksum-crc32", "y/Q5Jg==") // the check value of CRC-32, CBF43926
                    .containsEntry("if-none-match", "*")
                    .containsEntry("x-amz-meta-attempt", "2026-11-23T11:33:31.123Z request-2")
                    .containsEntry("x-amz-meta-stream", "arn:s")
                    .containsEntry("x-amz-meta-rows", "3 to shardId-0-3")
                    .containsEntry("x-amz-security-token", "token");
            assertThat(put.headers().get("authorization"))
                    .matches("AWS4-HMAC-SHA256 Credential=AKID/[0-9]{8}/eu-central-1/s3/aws4_request, .*");
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
    @ValueSource(strings = {"", "Bad Gateway", "<Code>", "<Error><Code>events/section=secret</Code></Error>"})
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
    @Timeout(value = 15, unit = MINUTES, threadMode = SEPARATE_THREAD) // it would wait for ever
    void takesNoLongerThanItMayWhenS3IsSilent() {
        try (var s3 = new PlannedS3(PlannedS3.SILENCE)) {
            assertThatThrownBy(() -> store(s3).put(OBJECT, Duration.ofMillis(200)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("can't store in lake: ApiCallTimeoutException");
        }
    }

    @Test
    @Timeout(value = 15, unit = MINUTES, threadMode = SEPARATE_THREAD)
    void takesNoLongerThanItMayWhenS3DoesntReadOn() {
        var large = new StoredObject("lake", "key", "application/gzip", OURS, new byte[32 * 1024 * 1024]);
        try (var s3 = new PlannedS3(PlannedS3.UNREAD)) {
            assertThatThrownBy(() -> store(s3).put(large, Duration.ofMillis(500)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("can't store in lake: ApiCallTimeoutException");
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

    @Test
    void knowsItsOwnObjectWhenOnlyTheAnswerWasLost() throws StoreException {
        try (var s3 = new PlannedS3(PlannedS3.CUT, EXISTS, head(OURS))) {
            store(s3).put(OBJECT, LONG);

            assertThat(methods(s3)).containsExactly("PUT *", "PUT *", "HEAD");
            assertThat(s3.puts().get(2).headers()).doesNotContainKey("x-amz-checksum-mode"); // would need kms:Decrypt
        }
    }

    @Test
    @DisplayName("the same rows of an older attempt are written again, which fences off what is still on its way")
    void writesTheSameRowsOfAnOlderAttemptAgain() throws StoreException {
        var older = provenance("2026-11-23T11:33:30Z", "request-9", 3);
        try (var s3 = new PlannedS3(EXISTS, head(older), PlannedS3.STORED)) {
            store(s3).put(OBJECT, LONG);

            assertThat(methods(s3)).containsExactly("PUT *", "HEAD", "PUT " + ETAG);
        }
    }

    @Test
    void keepsTheSameRowsOfANewerAttempt() throws StoreException {
        try (var s3 = new PlannedS3(EXISTS, head(provenance("2026-11-23T11:33:32Z", "request-1", 3)))) {
            store(s3).put(OBJECT, LONG);

            assertThat(methods(s3)).containsExactly("PUT *", "HEAD");
        }
    }

    @Test
    void leavesOtherRowsOfAnAttemptOfTheSameTime() {
        try (var s3 = new PlannedS3(EXISTS, head(provenance("2026-11-23T11:33:02Z", "request-1", 2)))) {
            assertThatThrownBy(() -> store(s3).put(OBJECT, LONG))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("can't store in lake: other rows stand there, of an attempt that is not 30 s older");
            assertThat(methods(s3)).containsExactly("PUT *", "HEAD");
        }
    }

    @Test
    void replacesOtherRowsOfAnAttemptThirtySecondsOlder() throws StoreException {
        var older = provenance("2026-11-23T11:33:01.123Z", "request-1", 2);
        try (var s3 = new PlannedS3(EXISTS, head(older), PlannedS3.STORED)) {
            store(s3).put(OBJECT, LONG);

            assertThat(methods(s3)).containsExactly("PUT *", "HEAD", "PUT " + ETAG);
        }
    }

    @Test
    void looksAgainWhenTheObjectHasChangedMeanwhile() {
        var older = provenance("2026-11-23T11:33:01.123Z", "request-1", 2);
        var newer = provenance("2026-11-23T11:33:40Z", "request-3", 2);
        try (var s3 = new PlannedS3(EXISTS, head(older), EXISTS, head(newer))) {
            assertThatThrownBy(() -> store(s3).put(OBJECT, LONG)).isInstanceOf(StoreException.class);
            assertThat(methods(s3)).containsExactly("PUT *", "HEAD", "PUT " + ETAG, "HEAD");
        }
    }

    @Test
    void storesAnewWhatIsGoneMeanwhile() throws StoreException {
        var gone = PlannedS3.error(404, "NoSuchKey");
        try (var s3 = new PlannedS3(
                EXISTS,
                PlannedS3.status(404, Map.of(), ""),
                EXISTS,
                head(provenance("2026-11-23T11:33:01Z", "request-1", 2)),
                gone,
                PlannedS3.STORED)) {
            store(s3).put(OBJECT, LONG);

            assertThat(methods(s3)).containsExactly("PUT *", "HEAD", "PUT *", "HEAD", "PUT " + ETAG, "PUT *");
        }
    }

    @Test
    void triesAgainWhenAnotherWriteIsUnderWay() throws StoreException {
        try (var s3 = new PlannedS3(PlannedS3.error(409, "ConditionalRequestConflict"), PlannedS3.STORED)) {
            store(s3).put(OBJECT, LONG);

            assertThat(methods(s3)).containsExactly("PUT *", "PUT *");
        }
    }

    @Test
    void knowsARefusalByItsCodeWhateverItsStatus() throws StoreException {
        try (var s3 = new PlannedS3(PlannedS3.error(400, "PreconditionFailed"), head(OURS))) {
            store(s3).put(OBJECT, LONG);

            assertThat(methods(s3)).containsExactly("PUT *", "HEAD");
        }
    }

    @Test
    void endsWhereOthersKeepChangingTheObject() {
        var answers = new ArrayList<PlannedS3.Answer>();
        for (int looks = 0; looks < 100; looks++) {
            answers.add(EXISTS);
            answers.add(head(provenance("2026-11-23T11:00:00Z", "request-" + looks, 2)));
        }
        try (var s3 = new PlannedS3(answers.toArray(PlannedS3.Answer[]::new))) {
            assertThatThrownBy(() -> store(s3).put(OBJECT, LONG))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("can't store in lake: other attempts keep writing the object");
        }
    }

    @Test
    void namesACodeWithADot() {
        try (var s3 = new PlannedS3(PlannedS3.error(400, "KMS.DisabledException"))) {
            assertThatThrownBy(() -> store(s3).put(OBJECT, LONG))
                    .hasMessage("can't store in lake: KMS.DisabledException, status 400, request R1");
        }
    }

    private static Provenance provenance(String start, String requestId, int rows) {
        return new Provenance(new Attempt(Instant.parse(start), requestId), "arn:s", rows, "shardId-0-" + rows);
    }

    private static PlannedS3.Answer head(Provenance provenance) {
        var headers = new HashMap<String, String>();
        headers.put("ETag", ETAG);
        provenance.toMetadata().forEach((name, value) -> headers.put("x-amz-meta-" + name, value));
        return PlannedS3.status(200, headers, "");
    }

    /** Each request's method, and its condition. */
    private static List<String> methods(PlannedS3 s3) {
        return s3.puts().stream()
                .map(put -> put.path().substring(0, put.path().indexOf(' '))
                        + put.headers().getOrDefault("if-none-match", "").replace("*", " *")
                        + put.headers().getOrDefault("if-match", "").replaceFirst("^(?=.)", " "))
                .toList();
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
        var http = Apache5HttpClient.builder().socketTimeout(Duration.ZERO).build();
        return S3ObjectStore.withoutWaits(http, environment);
    }
}
