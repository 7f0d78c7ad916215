package dev.kinesislake.function.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretReaderTest {

    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:personal-key-AbCdEf";

    @Test
    void readsTheCurrentValueBySignedRequest() {
        try (var service = new PlannedS3(value("[\\\"key\\\"]"))) {
            assertThat(reader(service).read(ARN)).isEqualTo("[\"key\"]");

            var request = service.puts().get(0);
            assertThat(request.path()).isEqualTo("POST /");
            assertThat(request.body()).isEqualTo("{\"SecretId\":\"" + ARN + "\"}");
            assertThat(request.headers())
                    .containsEntry("x-amz-target", "secretsmanager.GetSecretValue")
                    .containsEntry("content-type", "application/x-amz-json-1.1")
                    .containsEntry("x-amz-security-token", "token");
            assertThat(request.headers().get("authorization"))
                    .startsWith("AWS4-HMAC-SHA256 Credential=id/")
                    .contains("/eu-central-1/secretsmanager/aws4_request");
        }
    }

    @Test
    void triesAgainAfterAnErrorOfTheService() {
        try (var service = new PlannedS3(
                PlannedS3.status(500, Map.of(), "{\"__type\":\"InternalServiceError\"}"), PlannedS3.CUT, value("x"))) {
            assertThat(reader(service).read(ARN)).isEqualTo("x");
        }
    }

    @Test
    void namesTheSecretAndWhatToDoWhereItHasNoValue() {
        try (var service = new PlannedS3(PlannedS3.status(
                400, Map.of(), "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"for ann\"}"))) {
            assertThatThrownBy(() -> reader(service).read(ARN))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("can't read the secret " + ARN
                            + ": ResourceNotFoundException, status 400: create its value with ./lake personal-key");
        }
    }

    @Test
    void quotesNoMessage() {
        try (var service =
                new PlannedS3(PlannedS3.status(400, Map.of(), "{\"__type\":\"com.x#AccessDeniedException\"}"))) {
            assertThatThrownBy(() -> reader(service).read(ARN))
                    .hasMessage("can't read the secret " + ARN + ": AccessDeniedException, status 400");
        }
    }

    private static PlannedS3.Answer value(String secret) {
        return PlannedS3.status(200, Map.of(), "{\"Name\":\"n\",\"SecretString\":\"" + secret + "\",\"X\":[1]}");
    }

    private static SecretReader reader(PlannedS3 service) {
        return SecretReader.ofEnvironment(Map.of(
                "AWS_REGION",
                "eu-central-1",
                "AWS_ACCESS_KEY_ID",
                "id",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_SESSION_TOKEN",
                "token",
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                service.endpoint()));
    }
}
