package dev.kinesislake.function.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class S3CredentialsTest {

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
    void thatAreNowhereFailThePut() {
        var store = S3ObjectStore.withoutWaits(UrlConnectionHttpClient.create(), Map.of("AWS_REGION", "eu-central-1"));

        assertThatThrownBy(() -> store.put(
                        new StoredObject("lake", "key", "application/gzip", new byte[0]), Duration.ofMinutes(1)))
                .isInstanceOf(StoreException.class)
                .hasMessage("can't store in lake: SdkClientException");
    }
}
