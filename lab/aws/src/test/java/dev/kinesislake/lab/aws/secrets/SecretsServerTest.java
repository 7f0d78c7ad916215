package dev.kinesislake.lab.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsServerTest {

    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:key-000000";
    private static final String TOKEN = "t".repeat(32);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("A value is there from the first put on, and in the next run")
    void values() throws Exception {
        var secrets = new Secrets(folder.resolve("secrets"));
        secrets.add(ARN);
        try (var server = start(secrets)) {
            assertThat(get(server, "all")).startsWith("400 ResourceNotFoundException");
            assertThat(put(server, TOKEN, "one")).startsWith("200");
            assertThat(get(server, "all")).startsWith("200").contains("\"SecretString\":\"one\"");
            assertThat(put(server, "u".repeat(32), "two")).startsWith("200");
        }
        var again = new Secrets(folder.resolve("secrets"));
        again.add(ARN);
        try (var server = start(again)) {
            assertThat(get(server, "all")).contains("\"SecretString\":\"two\"");
            again.delete(ARN);
            assertThat(get(server, "all")).startsWith("400 ResourceNotFoundException");
        }
    }

    @Test
    @DisplayName("A token stands for one value")
    void tokens() throws Exception {
        var secrets = new Secrets(folder.resolve("secrets"));
        secrets.add(ARN);
        try (var server = start(secrets)) {
            put(server, TOKEN, "one");
            assertThat(put(server, TOKEN, "one")).startsWith("200");
            assertThat(put(server, TOKEN, "two")).startsWith("400 ResourceExistsException");
            assertThat(put(server, "short", "two")).startsWith("400 InvalidParameterException");
            assertThat(get(server, "all")).contains("\"SecretString\":\"one\"");
        }
    }

    @Test
    @DisplayName("Callers need the action on the secret, and have to be known")
    void permissions() throws Exception {
        var secrets = new Secrets(folder.resolve("secrets"));
        secrets.add(ARN);
        try (var server = start(secrets)) {
            put(server, TOKEN, "one");
            assertThat(get(server, "reader")).startsWith("200");
            assertThat(call(server, "reader", "PutSecretValue", ",\"SecretString\":\"x\""))
                    .startsWith("400 AccessDeniedException");
            assertThat(get(server, "stranger")).startsWith("400 UnrecognizedClientException");
            assertThat(call(server, "all", "DeleteSecret", "")).startsWith("400 UnknownOperationException");
        }
    }

    private static SecretsServer start(Secrets secrets) throws IOException {
        Permissions reader =
                (action, resource) -> action.equals("secretsmanager:GetSecretValue") && resource.equals(ARN);
        return SecretsServer.start(0, secrets, id -> switch (id) {
            case "all" -> Permissions.ALL;
            case "reader" -> reader;
            default -> null;
        });
    }

    private static String get(SecretsServer server, String caller) throws Exception {
        return call(server, caller, "GetSecretValue", "");
    }

    private static String put(SecretsServer server, String token, String value) throws Exception {
        return call(
                server,
                "all",
                "PutSecretValue",
                ",\"ClientRequestToken\":\"" + token + "\",\"SecretString\":\"" + value + "\"");
    }

    private static String call(SecretsServer server, String caller, String operation, String members) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.endpoint() + "/"))
                .header("X-Amz-Target", "secretsmanager." + operation)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + caller
                                + "/20261129/eu-central-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString("{\"SecretId\":\"" + ARN + "\"" + members + "}"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " "
                + answer.headers().firstValue("x-amzn-ErrorType").orElse("") + " " + answer.body();
    }
}
