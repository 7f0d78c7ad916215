package dev.kinesislake.lab.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Conditional writes as the Amazon S3 User Guide describes them ("How to prevent object overwrites with conditional writes"). */
class ConditionalWritesTest {

    private static final String BUCKET = S3Fixture.BUCKET;
    private static final String KEY = "events/section=Home-Decor/a.parquet";

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
    void stop() {
        s3.close();
    }

    @Test
    void anETagIsTheQuotedMd5OfTheContent() throws Exception {
        var md5 = MessageDigest.getInstance("MD5").digest("one".getBytes(StandardCharsets.UTF_8));
        var expected = "\"" + HexFormat.of().formatHex(md5) + "\"";

        assertThat(put("one", put -> {})).isEqualTo(expected);
        assertThat(client.headObject(head -> head.bucket(BUCKET).key(KEY)).eTag())
                .isEqualTo(expected);
        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key(KEY))
                        .response()
                        .eTag())
                .isEqualTo(expected);
    }

    @Test
    void userMetadataComesBack() {
        var metadata = Map.of("attempt", "2026-11-29T00:00:00.000Z/abc", "count", "4", "stream", "events");
        put("one", put -> put.metadata(metadata).ifNoneMatch("*"));

        assertThat(client.headObject(head -> head.bucket(BUCKET).key(KEY)).metadata())
                .isEqualTo(metadata);
        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key(KEY))
                        .response()
                        .metadata())
                .isEqualTo(metadata);

        put("two", put -> put.ifMatch(eTag()));
        assertThat(client.headObject(head -> head.bucket(BUCKET).key(KEY)).metadata())
                .isEmpty();
    }

    @Test
    void ifNoneMatchIsRefusedWhereThereIsAnObject() {
        put("one", put -> put.ifNoneMatch("*"));

        assertThat(refused(() -> put("two", put -> put.ifNoneMatch("*")))).isEqualTo("412 PreconditionFailed");
        assertThat(content()).isEqualTo("one");
    }

    @Test
    void ifMatchReplacesTheObjectThatIsNamedAndNoOther() {
        assertThat(refused(() -> put("one", put -> put.ifMatch("\"0\"")))).isEqualTo("404 NoSuchKey");
        var first = put("one", put -> {});
        put("two", put -> put.ifMatch(first));

        assertThat(refused(() -> put("three", put -> put.ifMatch(first)))).isEqualTo("412 PreconditionFailed");
        assertThat(content()).isEqualTo("two");
        put("three", put -> put.ifMatch(eTag().replace("\"", "")));
        assertThat(content()).isEqualTo("three");
    }

    @Test
    void otherConditionsAreNotImplemented() {
        assertThat(refused(() -> put("one", put -> put.ifNoneMatch("\"0\"")))).startsWith("501 ");
        assertThat(refused(() -> put("one", put -> put.ifNoneMatch("*").ifMatch("\"0\""))))
                .startsWith("501 ");
        assertThat(s3.server.buckets().objects(BUCKET, "")).isEmpty();
    }

    @Test
    void ofManyWhoReplaceOneObjectOneSucceeds() throws Exception {
        for (int round = 0; round < 10; round++) {
            put("round " + round, put -> {});
            var before = eTag();
            var tasks = new ArrayList<Callable<String>>();
            for (int i = 0; i < 8; i++) {
                var body = "body " + i;
                tasks.add(() -> answer(() -> put(body, put -> put.ifMatch(before))));
            }
            var threads = Executors.newFixedThreadPool(8);
            var answers = new ArrayList<String>();
            try {
                for (var done : threads.invokeAll(tasks)) {
                    answers.add(done.get());
                }
            } finally {
                threads.shutdown();
            }

            assertThat(answers).containsOnlyOnce("200");
            assertThat(content()).isEqualTo("body " + answers.indexOf("200"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "s3:PutObject, if-none-match, 200",
        "s3:PutObject, if-match, 403 AccessDenied",
        "s3:GetObject, if-none-match, 403 AccessDenied",
        "s3:*Object, if-match, 412 PreconditionFailed",
    })
    void ifMatchAlsoNeedsGetObject(String action, String header, String answer) throws Exception {
        var role = s3.role(policy("'Effect': 'Allow', 'Action': '%s', 'Resource': '*'".formatted(action)));
        boolean match = header.equals("if-match");
        if (match) {
            put("one", put -> {});
        }

        assertThat(answer(() -> put(role, "two", put -> {
                    if (match) {
                        put.ifMatch("\"0\"");
                    } else {
                        put.ifNoneMatch("*");
                    }
                })))
                .isEqualTo(answer);
    }

    @Test
    void headNeedsGetObject() {
        put("one", put -> {});
        var writer = s3.role(policy("'Effect': 'Allow', 'Action': 's3:PutObject', 'Resource': '*'"));
        var reader = s3.role(policy("'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*'"));

        assertThat(status(() -> writer.headObject(head -> head.bucket(BUCKET).key(KEY))))
                .isEqualTo(403);
        assertThat(reader.headObject(head -> head.bucket(BUCKET).key(KEY)).contentLength())
                .isEqualTo(3);
        assertThat(status(() -> reader.headObject(head -> head.bucket(BUCKET).key("none"))))
                .isEqualTo(403);
        assertThat(status(() -> client.headObject(head -> head.bucket(BUCKET).key("none"))))
                .isEqualTo(404);
    }

    @Test
    void aPolicyCanAskForConditions() throws Exception {
        var role = s3.role(policy(
                "'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'",
                "'Effect': 'Deny', 'Action': 's3:PutObject', 'Resource': '*', 'Condition': {'Null': {'s3:if-none-match':"
                        + " 'true', 's3:if-match': 'true'}, 'Bool': {'s3:ObjectCreationOperation': 'true'}}"));

        assertThat(answer(() -> put(role, "one", put -> {}))).isEqualTo("403 AccessDenied");
        assertThat(answer(() -> put(role, "one", put -> put.ifNoneMatch("*")))).isEqualTo("200");
        assertThat(answer(() -> put(role, "two", put -> put.ifMatch(eTag())))).isEqualTo("200");
        role.createMultipartUpload(upload -> upload.bucket(BUCKET).key(KEY));
    }

    private String put(String body, Consumer<PutObjectRequest.Builder> settings) {
        return put(client, body, settings);
    }

    private static String put(S3Client client, String body, Consumer<PutObjectRequest.Builder> settings) {
        var request = PutObjectRequest.builder().bucket(BUCKET).key(KEY);
        settings.accept(request);
        return client.putObject(request.build(), RequestBody.fromString(body)).eTag();
    }

    private String eTag() {
        return client.headObject(head -> head.bucket(BUCKET).key(KEY)).eTag();
    }

    private String content() {
        return client.getObjectAsBytes(get -> get.bucket(BUCKET).key(KEY)).asUtf8String();
    }

    private static String refused(ThrowingCallable call) {
        var thrown = catchThrowableOfType(S3Exception.class, call);
        return thrown.statusCode() + " " + thrown.awsErrorDetails().errorCode();
    }

    private static String answer(Callable<String> call) throws Exception {
        try {
            call.call();
            return "200";
        } catch (S3Exception refused) {
            return refused.statusCode() + " " + refused.awsErrorDetails().errorCode();
        }
    }

    private static int status(ThrowingCallable call) {
        return catchThrowableOfType(S3Exception.class, call).statusCode();
    }

    private static String policy(String... statements) {
        var list = List.of(statements).stream()
                .map(statement -> "{" + statement + "}")
                .toList();
        return ("{'Version': '2012-10-17', 'Statement': [" + String.join(",", list) + "]}").replace('\'', '"');
    }
}
