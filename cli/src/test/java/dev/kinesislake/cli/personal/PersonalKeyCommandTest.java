package dev.kinesislake.cli.personal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.personal.PersonalKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class PersonalKeyCommandTest {

    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:key-AbCdEf";
    private static final String OUTPUTS = "{\"streamName\":\"s\",\"region\":\"eu-central-1\"";

    @TempDir
    private Path folder;

    private final FakeSecrets secrets = new FakeSecrets();
    private final StringWriter out = new StringWriter();

    @Test
    @DisplayName("Creates a key once, and another one on demand; the keys before it stay")
    void creates() throws IOException {
        assertThat(run()).isZero();
        var first = PersonalKeys.ofSecret(String.valueOf(secrets.value));
        assertThat(run()).isZero();
        assertThat(run("--rotate")).isZero();
        var second = PersonalKeys.ofSecret(String.valueOf(secrets.value));

        assertThat(first.version()).isEqualTo(1);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.hmac(1).of(new byte[] {7})).isEqualTo(first.hmac().of(new byte[] {7}));
        assertThat(out).hasToString("""
                        version 1 created
                        version 1 there already; --rotate adds another one
                        version 2 created; environments of the function that start from now on use it
                        """);
        assertThat(secrets.tokens).hasSize(2).allMatch(token -> token.length() >= 32);
    }

    @Test
    @DisplayName("Of two commands at the same time, one is refused and nothing is replaced")
    void concurrent() throws IOException {
        secrets.beforePut = () -> {
            secrets.beforePut = () -> {};
            try {
                assertThat(run()).isZero();
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        };

        assertThat(run()).isEqualTo(1);

        assertThat(PersonalKeys.ofSecret(String.valueOf(secrets.value)).version())
                .isEqualTo(1);
        assertThat(out)
                .hasToString(
                        "version 1 created\nthe secret " + ARN
                                + " has a version 1 already, which another command has created at the same time: run the command again\n");
    }

    @Test
    @DisplayName("A stack that hashes nothing has no secret, and a value of another form is left alone and not shown")
    void refused() throws IOException {
        assertThat(run(OUTPUTS + "}")).isEqualTo(1);
        secrets.value = "hunter2";
        assertThat(run("--rotate")).isEqualTo(1);

        assertThat(secrets.value).isEqualTo("hunter2");
        assertThat(out.toString()).contains("has no output personalKeySecret").doesNotContain("hunter2");
    }

    private int run(String... options) throws IOException {
        var json = options.length == 1 && options[0].startsWith("{")
                ? options[0]
                : OUTPUTS + ",\"personalKeySecret\":\"" + ARN + "\"}";
        var arguments = new ArrayList<>(List.of(
                "--outputs",
                Files.writeString(folder.resolve("outputs.json"), json).toString()));
        if (!json.equals(options.length == 1 ? options[0] : "")) {
            arguments.addAll(List.of(options));
        }
        return new CommandLine(new PersonalKeyCommand(outputs -> secrets))
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getOut().println(failure.getMessage());
                    return 1;
                })
                .execute(arguments.toArray(String[]::new));
    }

    /** As Secrets Manager answers. */
    private static final class FakeSecrets implements SecretsManagerClient {

        private @Nullable String value;
        private final Set<String> tokens = new HashSet<>();
        private Runnable beforePut = () -> {};

        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest get) {
            assertThat(get.secretId()).isEqualTo(ARN);
            if (value == null) {
                throw ResourceNotFoundException.builder().message("none").build();
            }
            return GetSecretValueResponse.builder().secretString(value).build();
        }

        @Override
        public PutSecretValueResponse putSecretValue(PutSecretValueRequest put) {
            beforePut.run();
            if (!tokens.add(put.clientRequestToken())) {
                throw ResourceExistsException.builder().message("there").build();
            }
            value = put.secretString();
            return PutSecretValueResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
