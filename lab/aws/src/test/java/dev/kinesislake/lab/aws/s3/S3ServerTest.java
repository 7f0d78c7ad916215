package dev.kinesislake.lab.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.iam.AccessKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3ServerTest {

    private static final String BUCKET = S3Fixture.BUCKET;

    @TempDir
    private Path folder;

    private S3Fixture s3;
    private S3Client client;

    @BeforeEach
    void start() throws IOException {
        s3 = new S3Fixture(folder);
        client = s3.person();
    }

    @AfterEach
    void stop() throws Exception {
        s3.close();
    }

    @Test
    void whatIsPutIsAFileAndIsGotBackUnchanged() throws IOException {
        for (int size : List.of(0, 1_000, 5 * 1024 * 1024)) {
            var data = bytes(size);
            put("events/section=Home-Decor/dt=2026-11-23/" + size + ".gz", data);

            assertThat(get("events/section=Home-Decor/dt=2026-11-23/" + size + ".gz"))
                    .isEqualTo(data);
            assertThat(folder.resolve(BUCKET + "/events/section=Home-Decor/dt=2026-11-23/" + size + ".gz"))
                    .hasBinaryContent(data);
        }
    }

    @Test
    void keysKeepEveryCharacter() {
        var keys = List.of(
                "a b+c&d=e;f,g@h!i$j~k'l(m)n*o",
                "events/section=%2F%25/dt=2026-11-23/hour=11/x.parquet",
                "events/section=50%25 off/x",
                "events/section=Möbel/x",
                "events/section=家具/x",
                "events/section=🛋️/x",
                "UPPER/lower",
                ".hidden/x",
                "_underscore/x",
                "back\\slash");
        for (var key : keys) {
            put(key, key.getBytes(UTF_8));
        }

        assertThat(list("")).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys).allSatisfy(key -> assertThat(get(key)).isEqualTo(key.getBytes(UTF_8)));
    }

    @Test
    void aSectionTooLongForAFolderIsKeptUnderItsFullKey() throws Exception {
        var section = "%3A".repeat(128);
        var key = "events/section=" + section + "/dt=2026-11-23/hour=11/x.parquet";
        var other = "events/section=" + section.replace('A', 'F') + "/dt=2026-11-23/hour=11/x.parquet";
        put(key, bytes(1));
        put(other, bytes(2));
        put("events/section=a/dt=2026-11-23/hour=11/x.parquet", bytes(3));

        assertThat(get(key)).isEqualTo(bytes(1));
        assertThat(get(other)).isEqualTo(bytes(2));
        assertThat(list("events/section=%3A%3A")).containsExactly(key);
        assertThat(list("events/section=" + section + "/dt=2026")).containsExactly(key);
        assertThat(client.listObjectsV2(request ->
                                request.bucket(BUCKET).prefix("events/").delimiter("/"))
                        .commonPrefixes())
                .extracting(common -> common.prefix())
                .containsExactly(
                        "events/section=" + section + "/",
                        "events/section=" + section.replace('A', 'F') + "/",
                        "events/section=a/");

        s3.close();
        s3 = new S3Fixture(folder);
        client = s3.person();
        assertThat(list("")).startsWith(key, other);
        client.deleteObject(request -> request.bucket(BUCKET).key(key));
        assertThat(list("")).doesNotContain(key).contains(other);
    }

    @Test
    void aKeyThatNoFileCanHaveIsRefused() {
        for (var key : List.of("a//b", "a/../../b", "./a", "a/.mpus-b", "x".repeat(1025))) {
            assertThatThrownBy(() -> put(key, bytes(1)))
                    .asInstanceOf(type(S3Exception.class))
                    .extracting(S3Exception::statusCode)
                    .isEqualTo(400);
        }
        put("a", bytes(1));
        assertThatThrownBy(() -> put("a/b", bytes(1))).hasMessageContaining("a file and a folder at once");
        put("c/d", bytes(1));
        assertThatThrownBy(() -> put("c", bytes(1))).hasMessageContaining("a file and a folder at once");
        assertThat(list("")).containsExactly("a", "c/d");
    }

    @Test
    void listsArePagedInTheOrderOfBytes() throws Exception {
        var keys = new ArrayList<String>();
        for (int i = 0; i < 1_005; i++) {
            keys.add("events/%04d".formatted(i));
        }
        // In UTF-16 the second would come first.
        keys.addAll(List.of("events/\uFF5E", "events/\uD83D\uDECB"));
        inParallel(keys.stream().map(key -> (Callable<Void>) () -> {
            put(key, bytes(1));
            return null;
        }));

        var first = client.listObjectsV2(request -> request.bucket(BUCKET));
        assertThat(first.contents()).hasSize(1_000);
        assertThat(first.isTruncated()).isTrue();
        assertThat(list("")).containsExactlyElementsOf(keys);
        assertThat(client.listObjectsV2(request ->
                                request.bucket(BUCKET).startAfter("events/0001").maxKeys(2))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("events/0002", "events/0003");
    }

    @Test
    void manyMayPutIntoOneNewFolderWhileOthersEmptyIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            var prefix = "events/section=a/" + round + "/";
            inParallel(IntStream.range(0, 16).mapToObj(i -> (Callable<Void>) () -> {
                put(prefix + i, bytes(1_000));
                put(prefix + "same", bytes(1_000));
                if (i % 2 == 0) {
                    client.deleteObject(request -> request.bucket(BUCKET).key(prefix + i));
                }
                return null;
            }));
            assertThat(list(prefix)).hasSize(9);
        }
    }

    @Test
    void whoReadsTheFolderMeanwhileSeesWholeObjectsOnly() throws Exception {
        var data = bytes(2 * 1024 * 1024);
        var bucketFolder = folder.resolve(BUCKET);
        var seen = new ArrayList<String>();
        s3.faults = (moment, call) -> {
            if (moment == Faults.Moment.AFTER && call.action().equals("s3:PutObject")) {
                seen.addAll(files(bucketFolder));
            }
        };
        var upload =
                client.createMultipartUpload(request -> request.bucket(BUCKET).key("events/big.gz"));
        var part = client.uploadPart(
                request -> request.bucket(BUCKET)
                        .key("events/big.gz")
                        .uploadId(upload.uploadId())
                        .partNumber(1),
                RequestBody.fromBytes(data));
        assertThat(seen).isEmpty();
        assertThat(list("")).isEmpty();

        client.completeMultipartUpload(request -> request.bucket(BUCKET)
                .key("events/big.gz")
                .uploadId(upload.uploadId())
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(part.eTag()).build())));
        assertThat(seen).containsExactly("events/big.gz");
        assertThat(get("events/big.gz")).isEqualTo(data);
        assertThat(folder.resolve(Staging.BUCKET)).isEmptyDirectory();
    }

    @Test
    void anUploadKeepsWhatWasSaidWhenItBeganAndCanBeAborted() {
        var upload = client.createMultipartUpload(
                request -> request.bucket(BUCKET).key("a").contentType("text/plain"));
        assertThat(client.listMultipartUploads(request -> request.bucket(BUCKET))
                        .uploads())
                .extracting(open -> open.key())
                .containsExactly("a");
        client.abortMultipartUpload(request -> request.bucket(BUCKET).key("a").uploadId(upload.uploadId()));

        assertThat(client.listMultipartUploads(request -> request.bucket(BUCKET))
                        .uploads())
                .isEmpty();
        assertThatThrownBy(() -> client.uploadPart(
                        request -> request.bucket(BUCKET)
                                .key("a")
                                .uploadId(upload.uploadId())
                                .partNumber(1),
                        RequestBody.fromString("x")))
                .hasMessageContaining("does not exist");
    }

    @Test
    void objectsAreCopiedAndDeleted() {
        put("a", bytes(10));
        client.copyObject(request -> request.sourceBucket(BUCKET)
                .sourceKey("a")
                .destinationBucket(BUCKET)
                .destinationKey("b/c"));
        client.deleteObject(request -> request.bucket(BUCKET).key("a"));

        assertThat(get("b/c")).isEqualTo(bytes(10));
        assertThatThrownBy(() -> get("a")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void ofManyWhoPutAnObjectIfThereIsNoneOneSucceeds() throws Exception {
        var person = s3.person();
        var threads = Executors.newFixedThreadPool(8);
        var statuses = new ArrayList<Future<Integer>>();
        for (int i = 0; i < 8; i++) {
            var body = "body " + i;
            statuses.add(threads.submit(() -> putIfAbsent(person, "marks/a", body)));
        }
        var answers = new ArrayList<Integer>();
        for (var status : statuses) {
            answers.add(status.get());
        }
        threads.shutdown();

        assertThat(answers).containsExactlyInAnyOrder(200, 412, 412, 412, 412, 412, 412, 412);
        int winner = answers.indexOf(200);
        assertThat(person.getObjectAsBytes(get -> get.bucket(BUCKET).key("marks/a"))
                        .asUtf8String())
                .isEqualTo("body " + winner);
        assertThat(putIfAbsent(person, "marks/b", "other")).isEqualTo(200);
        person.deleteObject(delete -> delete.bucket(BUCKET).key("marks/a"));
        assertThat(putIfAbsent(person, "marks/a", "again")).isEqualTo(200);
    }

    private static int putIfAbsent(S3Client client, String key, String body) {
        try {
            client.putObject(put -> put.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString(body));
            return 200;
        } catch (S3Exception refused) {
            return refused.statusCode();
        }
    }

    @Test
    void aPutThatFailsOnceIsAnErrorThatClientsTryAgain() {
        for (var failure : List.of(S3Errors.internalError(), S3Errors.slowDown())) {
            s3.faults = (moment, call) -> {
                if (moment == Faults.Moment.BEFORE && call.equals(S3Call.object("s3:PutObject", BUCKET, "events/x"))) {
                    s3.faults = Faults.NONE;
                    throw failure;
                }
            };

            assertThatThrownBy(() -> put("events/x", bytes(5 * 1024 * 1024)))
                    .asInstanceOf(type(S3Exception.class))
                    .satisfies(error -> assertThat(error.statusCode()).isEqualTo(failure.statusCode()))
                    .satisfies(error -> assertThat(error.awsErrorDetails().errorCode())
                            .isEqualTo(failure.awsErrorDetails().errorCode()));
            assertThat(list("")).isEmpty();
            put("events/x", bytes(1));
            client.deleteObject(request -> request.bucket(BUCKET).key("events/x"));
        }
    }

    @Test
    void anErrorOfTheDiskIsAnInternalError() {
        s3.faults = (moment, call) -> {
            if (call.action().equals("s3:PutObject")) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
        };

        assertThatThrownBy(() -> put("events/x", bytes(1)))
                .asInstanceOf(type(S3Exception.class))
                .satisfies(error -> assertThat(error.statusCode()).isEqualTo(500))
                .extracting(error -> error.awsErrorDetails().errorCode())
                .isEqualTo("InternalError");
    }

    @Test
    void anUnknownKeyAndAWrongSecretAreRefused() {
        assertThatThrownBy(() -> s3.client(new AccessKey("nobody", "x")).listBuckets())
                .asInstanceOf(type(S3Exception.class))
                .extracting(error -> error.awsErrorDetails().errorCode())
                .isEqualTo("InvalidAccessKeyId");
        assertThatThrownBy(() ->
                        s3.client(new AccessKey(AccessKey.PERSON.id(), "wrong")).listBuckets())
                .asInstanceOf(type(S3Exception.class))
                .extracting(error -> error.awsErrorDetails().errorCode())
                .isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void requestsThatAreNotEndedHoldUpNobody() throws Exception {
        var halves = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 300; i++) {
                var half = new Socket(
                        InetAddress.getLoopbackAddress(), s3.server.endpoint().getPort());
                halves.add(half);
                half.getOutputStream()
                        .write(("PUT /" + BUCKET + "/half HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nx")
                                .getBytes(UTF_8));
            }

            put("a", bytes(1));
            assertThat(list("")).containsExactly("a");
        } finally {
            for (var half : halves) {
                half.close();
            }
        }
    }

    @Test
    void aPortInUseIsAClearError() {
        var port = s3.server.endpoint().getPort();

        assertThatThrownBy(
                        () -> S3Server.start(folder.resolve("other"), port, new AccessKeys(new Random(1)), Faults.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("port " + port + " of 127.0.0.1: can't be listened on, Address already in use");
    }

    @Test
    void aStoppedServerLeavesNoThread() throws Exception {
        put("a", bytes(1));
        stop();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("S3Proxy"));
    }

    private void put(String key, byte[] data) {
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(data));
    }

    private byte[] get(String key) {
        return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                .asByteArray();
    }

    private List<String> list(String prefix) {
        return client.listObjectsV2Paginator(request -> request.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static byte[] bytes(int size) {
        var data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }

    private static List<String> files(Path folder) {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .toList();
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    private static void inParallel(Stream<Callable<Void>> tasks) throws Exception {
        var threads = Executors.newFixedThreadPool(16);
        try {
            for (var done : threads.invokeAll(tasks.toList())) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
