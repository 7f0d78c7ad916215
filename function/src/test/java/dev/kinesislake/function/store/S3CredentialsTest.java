package dev.kinesislake.function.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class S3CredentialsTest {

    private static final String URL = "aws.containerCredentialsFullUri";

    @AfterEach
    void forgetTheUrl() {
        System.clearProperty(URL);
    }

    @Test
    void areTheEnvironments() {
        var variables =
                Map.of("AWS_ACCESS_KEY_ID", "AKID", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_SESSION_TOKEN", "token");

        assertThat(new S3Credentials(variables).current())
                .isEqualTo(AwsSessionCredentialsIdentity.create("AKID", "secret", "token"));
    }

    @Test
    void needNoToken() {
        var variables = Map.of("AWS_ACCESS_KEY_ID", "AKID", "AWS_SECRET_ACCESS_KEY", "secret");

        assertThat(new S3Credentials(variables).current()).isEqualTo(AwsCredentialsIdentity.create("AKID", "secret"));
    }

    @Test
    void areFetchedWhereTheEnvironmentHasNone() {
        var document = "{\"AccessKeyId\":\"AKID\",\"SecretAccessKey\":\"secret\",\"Token\":\"token\","
                + "\"Expiration\":\"2999-01-01T00:00:00Z\"}";
        try (var container = new PlannedS3(PlannedS3.status(200, Map.of(), document))) {
            System.setProperty(URL, container.endpoint() + "/credentials");
            var credentials = new S3Credentials(Map.of());

            var first = credentials.current();
            assertThat(first).isInstanceOf(AwsSessionCredentialsIdentity.class);
            assertThat(first.accessKeyId()).isEqualTo("AKID");
            assertThat(first.secretAccessKey()).isEqualTo("secret");
            assertThat(((AwsSessionCredentialsIdentity) first).sessionToken()).isEqualTo("token");
            assertThat(credentials.current()).isEqualTo(first);
            assertThat(container.puts()).hasSize(1);
        }
    }

    @Test
    void thatAreNowhereFailThePut() {
        var store = S3ObjectStore.withoutWaits(UrlConnectionHttpClient.create(), Map.of("AWS_REGION", "eu-central-1"));

        assertThatThrownBy(() -> store.put(
                        new StoredObject("lake", "key", "application/gzip", new byte[0]), Duration.ofMinutes(1)))
                .isInstanceOf(StoreException.class)
                .hasMessage("can't store in lake: SdkClientException");
    }
}
