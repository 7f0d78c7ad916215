package dev.kinesislake.function.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** Where PUTs are sent, by what an environment says. */
class EndpointTest {

    private final Map<String, String> environment = new HashMap<>(
            Map.of("AWS_REGION", "eu-central-1", "AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", "secret"));

    @AfterEach
    void forgetProperties() {
        System.clearProperty("aws.useFipsEndpoint");
        System.clearProperty("aws.useDualstackEndpoint");
    }

    @ParameterizedTest
    @CsvSource({
        "eu-central-1, lake, https://lake.s3.eu-central-1.amazonaws.com/key",
        "us-east-1, lake, https://lake.s3.amazonaws.com/key",
        "us-gov-west-1, lake, https://lake.s3.us-gov-west-1.amazonaws.com/key",
        "cn-north-1, lake, https://lake.s3.cn-north-1.amazonaws.com.cn/key",
        "eusc-de-east-1, lake, https://lake.s3.eusc-de-east-1.amazonaws.eu/key",
        "eu-central-1, a.lake, https://s3.eu-central-1.amazonaws.com/a.lake/key"
    })
    @DisplayName("each region and partition has its own host; a bucket with dots stands in the path")
    void regions(String region, String bucket, URI expected) throws StoreException {
        environment.put("AWS_REGION", region);

        assertThat(target(bucket)).isEqualTo(expected);
    }

    @Test
    @DisplayName("FIPS and dual-stack endpoints are those of the SDK's own settings")
    void fipsAndDualStack() throws StoreException {
        environment.put("AWS_REGION", "us-east-1");
        System.setProperty("aws.useFipsEndpoint", "true");
        assertThat(target("lake")).isEqualTo(URI.create("https://lake.s3-fips.us-east-1.amazonaws.com/key"));

        System.setProperty("aws.useDualstackEndpoint", "true");
        assertThat(target("lake")).isEqualTo(URI.create("https://lake.s3-fips.dualstack.us-east-1.amazonaws.com/key"));
    }

    @Test
    @DisplayName("an endpoint of its own takes buckets in the path, and S3's own variable comes first")
    void endpointOfItsOwn() throws StoreException {
        environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        assertThat(target("lake")).isEqualTo(URI.create("http://127.0.0.1:1/lake/key"));

        environment.put("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:2/prefix");
        assertThat(target("lake")).isEqualTo(URI.create("http://127.0.0.1:2/prefix/lake/key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
    @DisplayName("a missing variable is named")
    void missing(String name) {
        environment.remove(name);

        assertThatThrownBy(() -> target("lake")).hasMessage("environment variables: " + name + " is not set");
    }

    @Test
    @DisplayName("an endpoint that is no URL is named with its value and what is allowed")
    void wrongEndpoint() {
        environment.put("AWS_ENDPOINT_URL_S3", "localhost:4566");

        assertThatThrownBy(() -> target("lake"))
                .hasMessage(
                        "environment variables: AWS_ENDPOINT_URL_S3 is localhost:4566, allowed is an http or https URL");
    }

    private URI target(String bucket) throws StoreException {
        var targets = new ArrayList<URI>();
        var provenance = new Provenance(new Attempt(Instant.EPOCH, "request"), "arn:s", 1, "1");
        S3ObjectStore.over(new Recording(targets), environment)
                .put(new StoredObject(bucket, "key", "text/plain", provenance, new byte[1]), Duration.ofMinutes(1));
        return targets.get(0);
    }

    /** Notes where requests go, and says that all went well. */
    private record Recording(List<URI> targets) implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            targets.add(request.httpRequest().getUri());
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpFullResponse.builder()
                                    .statusCode(200)
                                    .build())
                            .build();
                }

                @Override
                public void abort() {
                    // nothing is under way
                }
            };
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
