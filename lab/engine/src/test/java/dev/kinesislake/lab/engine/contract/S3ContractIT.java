package dev.kinesislake.lab.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What this project relies on at S3. All tests share a bucket; each has keys of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3ContractIT {

    private static final String WRONG_ETAG = "\"00000000000000000000000000000000\"";

    private Endpoint endpoint;
    private S3Client s3;
    private String bucket;

    @BeforeAll
    void open(@TempDir Path folder) {
        endpoint = Endpoint.open(folder);
        s3 = endpoint.s3();
        bucket = endpoint.createBucket(s3);
    }

    @AfterAll
    void close() {
        endpoint.close();
    }

    @Test
    @DisplayName("an object is read back byte for byte, with its metadata")
    void everyByte() {
        var bytes = new byte[100_000];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
        var metadata = Map.of("rows", "3 to shardId-000000000000-1003", "other", "a=b;c");
        s3.putObject(
                put -> put.bucket(bucket)
                        .key("bytes")
                        .contentType("application/vnd.apache.parquet")
                        .metadata(metadata),
                RequestBody.fromBytes(bytes));

        var read = s3.getObjectAsBytes(get -> get.bucket(bucket).key("bytes"));
        var head = s3.headObject(get -> get.bucket(bucket).key("bytes"));

        assertThat(read.asByteArray()).isEqualTo(bytes);
        assertThat(read.response().metadata()).isEqualTo(metadata);
        assertThat(head.metadata()).isEqualTo(metadata);
        assertThat(head.contentType()).isEqualTo("application/vnd.apache.parquet");
        assertThat(head.contentLength()).isEqualTo(100_000);
        assertThat(head.lastModified()).isNotNull();
    }

    @Test
    @DisplayName("an object can be empty")
    void empty() {
        put("empty", "");

        assertThat(get("empty")).isEmpty();
    }

    @Test
    @DisplayName("the ETag is the MD5 of the content in quotes, in all answers")
    void eTag() throws Exception {
        var md5 = "\""
                + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(new byte[] {'o', 'n', 'e'})) + "\"";

        assertThat(put("etag", "one")).isEqualTo(md5);
        assertThat(s3.headObject(head -> head.bucket(bucket).key("etag")).eTag())
                .isEqualTo(md5);
        assertThat(s3.listObjectsV2(list -> list.bucket(bucket).prefix("etag")).contents())
                .extracting(S3Object::eTag)
                .containsExactly(md5);
    }

    @Test
    @DisplayName("If-None-Match: * stores a new object and keeps the one that is there")
    void ifNoneMatch() {
        put("new", "one", put -> put.ifNoneMatch("*"));

        assertFailed(412, "PreconditionFailed", () -> put("new", "two", put -> put.ifNoneMatch("*")));
        assertThat(get("new")).isEqualTo("one");
    }

    @Test
    @DisplayName("If-Match replaces the object with that ETag and no other")
    void ifMatch() {
        var first = put("match", "one");
        put("match", "two", put -> put.ifMatch(first));

        assertThat(get("match")).isEqualTo("two");
        assertFailed(412, "PreconditionFailed", () -> put("match", "three", put -> put.ifMatch(first)));
        assertFailed(412, "PreconditionFailed", () -> put("match", "three", put -> put.ifMatch(WRONG_ETAG)));
        assertThat(get("match")).isEqualTo("two");
    }

    @Test
    @DisplayName("If-Match without an object is not found, and stores nothing")
    void ifMatchWithoutObject() {
        assertFailed(404, "NoSuchKey", () -> put("no-match", "one", put -> put.ifMatch(WRONG_ETAG)));
        assertMissing("no-match");
    }

    @Test
    @DisplayName("of many who create one object at the same time, one succeeds")
    void race() throws Exception {
        List<Callable<String>> writers = IntStream.range(0, 8)
                .<Callable<String>>mapToObj(i -> () -> {
                    try {
                        put("race", "writer " + i, put -> put.ifNoneMatch("*"));
                        return "writer " + i;
                    } catch (S3Exception refused) {
                        assertThat(refused.statusCode()).isIn(409, 412);
                        return "";
                    }
                })
                .toList();
        var threads = Executors.newFixedThreadPool(writers.size());
        try {
            var stored = new ArrayList<String>();
            for (var answer : threads.invokeAll(writers)) {
                stored.add(answer.get());
            }
            stored.removeIf(String::isEmpty);

            assertThat(stored).containsExactly(get("race"));
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "50% off/é's",
                "a+b%20c#?=d",
                "a b  c",
                "Toys & Games",
                "<>\\\"'`",
                "日本語",
                "\uD83D\uDE00",
                "!*'();:@&=+$,?%#[]",
                "%2F%252F",
                "~^|{}",
                "section=50%25 off/dt=2026-11-23/hour=12/x.parquet"
            })
    @DisplayName("a key can have any character")
    void keys(String name) {
        var key = "keys/" + name;
        put(key, name);

        assertThat(get(key)).isEqualTo(name);
        assertThat(keys(list -> list.prefix(key))).containsExactly(key);
        assertThat(keys(list -> list.prefix("keys/"))).contains(key);
        s3.deleteObject(delete -> delete.bucket(bucket).key(key));
        assertMissing(key);
    }

    @Test
    @DisplayName("keys are listed in pages, in the order of their UTF-8 bytes")
    void pages() {
        var keys = List.of("list/A", "list/a-1", "list/a-2", "list/b", "list/é", "list/日本語");
        keys.forEach(key -> put(key, "x"));
        put("lisp/x", "outside");
        put("list0", "outside");

        var listed = new ArrayList<String>();
        var page = s3.listObjectsV2(list -> list.bucket(bucket).prefix("list/").maxKeys(4));
        assertThat(page.contents()).hasSize(4);
        listed.addAll(keysOf(page.contents()));
        assertThat(page.isTruncated()).isTrue();
        var token = page.nextContinuationToken();
        var last = s3.listObjectsV2(
                list -> list.bucket(bucket).prefix("list/").maxKeys(4).continuationToken(token));
        listed.addAll(keysOf(last.contents()));

        assertThat(last.isTruncated()).isFalse();
        assertThat(listed).containsExactlyElementsOf(keys);
    }

    @Test
    @DisplayName("start-after begins behind a key, whether it exists or not")
    void startAfter() {
        for (var key : List.of("after/1", "after/2", "after/3")) {
            put(key, "x");
        }

        assertThat(keys(list -> list.prefix("after/").startAfter("after/1"))).containsExactly("after/2", "after/3");
        assertThat(keys(list -> list.prefix("after/").startAfter("after/2x"))).containsExactly("after/3");
    }

    @Test
    @DisplayName("a delimiter groups keys by their next folder")
    void delimiter() {
        for (var key : List.of("tree/a/1", "tree/a/2", "tree/b/é/1", "tree/file")) {
            put(key, "x");
        }
        var listed =
                s3.listObjectsV2(list -> list.bucket(bucket).prefix("tree/").delimiter("/"));

        assertThat(listed.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("tree/a/", "tree/b/");
        assertThat(keysOf(listed.contents())).containsExactly("tree/file");
    }

    @Test
    @DisplayName("a missing key and a missing bucket have errors of their own")
    void missing() {
        var missing = Endpoint.uniqueName();

        assertMissing("missing");
        assertThatExceptionOfType(NoSuchBucketException.class)
                .isThrownBy(() -> s3.listObjectsV2(list -> list.bucket(missing)));
        assertThatExceptionOfType(NoSuchBucketException.class)
                .isThrownBy(() -> s3.putObject(put -> put.bucket(missing).key("key"), RequestBody.fromString("x")));
        assertThatExceptionOfType(NoSuchBucketException.class)
                .isThrownBy(() -> s3.getObjectAsBytes(get -> get.bucket(missing).key("key")));
    }

    @Test
    @DisplayName("a deleted object is missing, and can be deleted again")
    void deleted() {
        put("deleted", "x");
        s3.deleteObject(delete -> delete.bucket(bucket).key("deleted"));

        assertMissing("deleted");
        assertThat(keys(list -> list.prefix("deleted"))).isEmpty();
        s3.deleteObject(delete -> delete.bucket(bucket).key("deleted"));
    }

    private void assertMissing(String key) {
        assertThatExceptionOfType(NoSuchKeyException.class).isThrownBy(() -> get(key));
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> s3.headObject(head -> head.bucket(bucket).key(key)))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(404));
    }

    private static void assertFailed(int status, String code, ThrowingCallable call) {
        assertThatExceptionOfType(S3Exception.class).isThrownBy(call).satisfies(refused -> {
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }

    private String put(String key, String text) {
        return put(key, text, put -> {});
    }

    private String put(String key, String text, Consumer<PutObjectRequest.Builder> condition) {
        return s3.putObject(put -> put.bucket(bucket).key(key).applyMutation(condition), RequestBody.fromString(text))
                .eTag();
    }

    private String get(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
    }

    private List<String> keys(Consumer<ListObjectsV2Request.Builder> which) {
        return keysOf(s3.listObjectsV2(list -> list.bucket(bucket).applyMutation(which))
                .contents());
    }

    private static List<String> keysOf(List<S3Object> objects) {
        return objects.stream().map(S3Object::key).toList();
    }
}
