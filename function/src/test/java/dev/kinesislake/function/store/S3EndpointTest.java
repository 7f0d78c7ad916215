package dev.kinesislake.function.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

class S3EndpointTest {

    private static final String KEY = "events/section=a%2Fb c/日-1.parquet";
    private static final String ESCAPED = "/events/section%3Da%252Fb%20c/%E6%97%A5-1.parquet";

    @Test
    void theBucketIsTheHostsFirstLabel() {
        assertThat(url(Map.of("AWS_REGION", "eu-central-1"), "lake"))
                .isEqualTo("https://lake.s3.eu-central-1.amazonaws.com" + ESCAPED);
    }

    @Test
    void aBucketWithADotStandsInThePathSinceTheCertificateHasOneLabel() {
        assertThat(url(Map.of("AWS_REGION", "eu-central-1"), "lake.shop"))
                .isEqualTo("https://s3.eu-central-1.amazonaws.com/lake.shop" + ESCAPED);
    }

    @Test
    void anotherEndpointHasTheBucketInThePath() {
        var both = Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:4566/s3");

        assertThat(url(both, "lake")).isEqualTo("http://127.0.0.1:4566/s3/lake" + ESCAPED);
        assertThat(url(Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL", "https://s3.shop.example"), "lake"))
                .isEqualTo("https://s3.shop.example/lake" + ESCAPED);
    }

    @Test
    void eachRegionThatTheSdkKnowsHasItsPartitionsDomain() {
        var regions = Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .toList();

        assertThat(hosts(regions, region -> url(Map.of("AWS_REGION", region.id()), "lake")))
                .isEqualTo(hosts(
                        regions,
                        region -> "https://lake.s3." + region.id() + "."
                                + PartitionMetadata.of(region).dnsSuffix() + ESCAPED));
    }

    @Test
    void aMissingRegionIsNamed() {
        assertThatThrownBy(() -> S3Endpoint.of(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("environment variables: AWS_REGION is not set");
    }

    @Test
    void anEndpointThatIsNoUrlIsNamed() {
        assertThatThrownBy(() ->
                        S3Endpoint.of(Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_S3", "localhost:4566")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "environment variables: AWS_ENDPOINT_URL_S3 is localhost:4566, allowed is an http or https URL");
    }

    private static String url(Map<String, String> environment, String bucket) {
        return S3Endpoint.of(environment).put(bucket, KEY).build().getUri().toString();
    }

    private static Map<String, String> hosts(List<Region> regions, Function<Region, String> url) {
        return regions.stream().collect(Collectors.toMap(Region::id, url));
    }
}
