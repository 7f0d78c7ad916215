package dev.kinesislake.lab.aws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Invoke with AWS's own client, over HTTP. */
class LambdaServerTest {

    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:consumer";

    private final List<String> events = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Invoker.Outcome outcome = new Invoker.Returned("request-1", "{\"batchItemFailures\":[]}".getBytes(UTF_8));
    private final LambdaServer server;

    private final FunctionSpec spec;

    LambdaServerTest(@TempDir Path folder) throws IOException {
        spec = new FunctionFixture(folder).spec(Map.of("SECTIONS", "[]"), Permissions.ALL);
        Permissions mayInvoke = (action, resource) -> asked.add(action + " " + resource);
        server = LambdaServer.start(
                0, new OneFunction(), id -> id.equals("me") ? mayInvoke : (action, resource) -> false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private final class OneFunction implements FunctionLookup {

        @Override
        public String arn(String name) {
            return "arn:aws:lambda:eu-west-1:123456789012:function:" + name;
        }

        @Override
        public @Nullable Invoker find(String arn) {
            return arn.equals(ARN) ? new Invoked() : null;
        }

        @Override
        public @Nullable FunctionSpec spec(String arn) {
            return find(arn) == null ? null : spec;
        }
    }

    private final class Invoked implements Invoker {

        @Override
        public Outcome invoke(byte[] event) {
            events.add(new String(event, UTF_8));
            return outcome;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "123456789012:function:consumer", ARN})
    void aFunctionIsInvokedByItsNameOrArn(String name) {
        var answer = invoke("me", name, "{\"Records\":[]}");

        assertThat(answer.payload().asUtf8String()).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(answer.functionError()).isNull();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.executedVersion()).isEqualTo("$LATEST");
        assertThat(events).containsExactly("{\"Records\":[]}");
        assertThat(asked).containsExactly("lambda:InvokeFunction " + ARN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer:live", "123456789012:function:consumer:1", ARN + ":live"})
    void noVersionOrAliasIsInvoked(String name) {
        try (var client = client("me")) {
            assertThat(error(() -> client.invoke(invoke -> invoke.functionName(name))))
                    .isEqualTo("400 InvalidParameterValueException");
            assertThat(error(() -> client.invoke(
                            invoke -> invoke.functionName("consumer").qualifier("live"))))
                    .isEqualTo("400 InvalidParameterValueException");
        }
        assertThat(events).isEmpty();
    }

    @Test
    void aConsumersConfigurationIsTold() {
        try (var client = client("me")) {
            var configuration = client.getFunctionConfiguration(get -> get.functionName(ARN));

            assertThat(configuration.environment().variables()).isEqualTo(Map.of("SECTIONS", "[]"));
            assertThat(configuration.functionName()).isEqualTo("consumer");
            assertThat(configuration.memorySize()).isEqualTo(128);
            assertThat(configuration.timeout()).isEqualTo(30);
            assertThat(asked).containsExactly("lambda:GetFunctionConfiguration " + ARN);
            assertThat(error(() -> client.getFunctionConfiguration(get -> get.functionName("none"))))
                    .isEqualTo("404 ResourceNotFoundException");
        }
        try (var other = client("other")) {
            assertThat(error(() -> other.getFunctionConfiguration(get -> get.functionName("consumer"))))
                    .isEqualTo("403 AccessDeniedException");
        }
    }

    @Test
    void aFunctionThatFailedIsToldInTheAnswer() {
        outcome = new Invoker.Failed("request-2", "Runtime.ExitError", "it died");

        var answer = invoke("me", "consumer", "{}");

        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(answer.payload().asUtf8String())
                .isEqualTo("{\"errorMessage\":\"it died\",\"errorType\":\"Runtime.ExitError\"}");
    }

    @Test
    void whoMayNotInvokeItIsRefused() {
        assertThat(error(() -> invoke("other", "consumer", "{}"))).isEqualTo("403 AccessDeniedException");
        assertThat(events).isEmpty();
    }

    @Test
    void anUnsignedRequestIsRefused() throws IOException {
        var request = (HttpURLConnection) URI.create(server.endpoint() + "/2015-03-31/functions/consumer/invocations")
                .toURL()
                .openConnection();
        request.setRequestMethod("POST");
        request.setDoOutput(true);
        request.getOutputStream().close();

        assertThat(request.getResponseCode()).isEqualTo(403);
        assertThat(events).isEmpty();
    }

    @Test
    void whatCannotBeInvokedIsRefused() {
        assertThat(error(() -> invoke("me", "another", "{}"))).isEqualTo("404 ResourceNotFoundException");
        assertThat(error(() -> invoke("me", "consumer", "no json"))).isEqualTo("400 InvalidRequestContentException");
        assertThat(error(() -> invoke("me", "consumer", "\"" + "x".repeat(Failures.MAX_PAYLOAD_BYTES) + "\"")))
                .isEqualTo("413 RequestTooLargeException");
        assertThat(error(() -> {
                    try (var client = client("me")) {
                        client.invoke(invoke -> invoke.functionName("consumer").invocationType(InvocationType.EVENT));
                    }
                }))
                .isEqualTo("400 InvalidParameterValueException");
        assertThat(error(() -> {
                    try (var client = client("me")) {
                        client.listFunctions();
                    }
                }))
                .startsWith("404 ");
        assertThat(events).isEmpty();
    }

    private static String error(Runnable call) {
        var refused = catchThrowableOfType(LambdaException.class, call::run);
        return refused.statusCode() + " " + refused.awsErrorDetails().errorCode();
    }

    private InvokeResponse invoke(String accessKeyId, String function, String event) {
        try (var client = client(accessKeyId)) {
            return client.invoke(invoke -> invoke.functionName(function).payload(SdkBytes.fromUtf8String(event)));
        }
    }

    private LambdaClient client(String accessKeyId) {
        return LambdaClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
