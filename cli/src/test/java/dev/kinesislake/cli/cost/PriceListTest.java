package dev.kinesislake.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.squareup.moshi.Moshi;
import dev.kinesislake.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListTest {

    private final Path file;

    PriceListTest(@TempDir Path folder) {
        file = folder.resolve("list.json");
    }

    @Test
    @DisplayName("Prices are taken by service, usage type and operation, whatever the region's prefix; the rest stays")
    void takesWhatItFinds() throws IOException {
        write(
                product("AmazonKinesis", "EUC1-OnDemand-StreamHour", "", "0.048"),
                product("AmazonKinesis", "EUC1-PutRequestPayloadUnits", "", "0.0000000165"),
                product("AmazonS3", "EUC1-Requests-Tier3", "S3-GlacierTransition", "0.000036"),
                product("AmazonS3", "EUC1-Requests-Tier3", "RestoreObject", "0.00006"),
                product("AmazonS3", "EUC1-Requests-SIA-Tier1", "", "0.00001"),
                product("awskms", "eu-central-1-KMS-Requests", "", "0.000003"));

        var found = PriceList.read(file).pricesOf("eu-central-1", Stacks.PRICES);

        assertThat(found.keySet())
                .containsExactlyInAnyOrder(
                        PriceId.STREAM_HOUR, PriceId.PUT_UNIT, PriceId.S3_TO_GLACIER, PriceId.KMS_REQUEST);
        assertThat(found.get(PriceId.STREAM_HOUR))
                .extracting(Price::source)
                .isEqualTo("AWS price list of eu-central-1, 2026-11-20 (" + file + ")");
        var prices = Stacks.PRICES.with(found);
        assertThat(prices.get(PriceId.DATA_IN)).isEqualTo(Stacks.PRICES.get(PriceId.DATA_IN));
        assertThat(prices.get(PriceId.STREAM_HOUR).usd()).isEqualTo(0.048);
        assertThat(prices.get(PriceId.PUT_UNIT).usd()).isCloseTo(0.0165, within(1e-9));
    }

    @Test
    @DisplayName("Of a price in steps, the first that isn't free counts; of two products, the dearer")
    void takesTheFirstStep() throws IOException {
        write(
                product("AWSLambda", "EUC1-Request-ARM", "", "0.0000002"),
                product("AWSLambda", "EUC1-Request-ARM", "other", "0.0000003"),
                steps("AWSLambda", "EUC1-Lambda-GB-Second-ARM", Map.of("0", "0", "7", "0.00002", "100", "0.00001")));

        var found = PriceList.read(file).pricesOf("eu-central-1", Stacks.PRICES);

        assertThat(found.get(PriceId.LAMBDA_REQUEST_ARM)).extracting(Price::usd).isEqualTo(0.3);
        assertThat(found.get(PriceId.LAMBDA_TIME_ARM)).extracting(Price::usd).isEqualTo(0.00002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"PriceList\":[]}", "{\"PriceList\":[7]}", "{\"PriceList\":[\"x\"]}"})
    void refusesAnythingElse(String text) throws IOException {
        Files.writeString(file, text);

        assertThatThrownBy(() -> PriceList.read(file))
                .isInstanceOf(CommandException.class)
                .hasMessage(file + " has no price list, allowed is what aws pricing get-products prints as JSON");
    }

    @Test
    void refusesAnotherRegionsList() throws IOException {
        write(product("AmazonKinesis", "EUC1-OnDemand-StreamHour", "", "0.048"));

        assertThatThrownBy(() -> PriceList.read(file).pricesOf("eu-west-1", Stacks.PRICES))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        file + " has no price of eu-west-1 that a stack pays, allowed is a list with its regionCode");
    }

    private static Map<String, Object> product(String service, String usageType, String operation, String usd) {
        return product(service, usageType, operation, Map.of("0", usd));
    }

    private static Map<String, Object> steps(String service, String usageType, Map<String, String> usdByBegin) {
        return product(service, usageType, "", usdByBegin);
    }

    private static Map<String, Object> product(
            String service, String usageType, String operation, Map<String, String> usdByBegin) {
        var dimensions = new TreeMap<String, Object>();
        usdByBegin.forEach((begin, usd) -> dimensions.put(
                "RATE." + begin, Map.of("beginRange", begin, "unit", "x", "pricePerUnit", Map.of("USD", usd))));
        return Map.of(
                "serviceCode",
                service,
                "product",
                Map.of(
                        "attributes",
                        Map.of("usagetype", usageType, "operation", operation, "regionCode", "eu-central-1")),
                "terms",
                Map.of("OnDemand", Map.of("TERM", Map.of("priceDimensions", dimensions))),
                "publicationDate",
                "2026-11-20T08:00:00Z");
    }

    private void write(Map<?, ?>... products) throws IOException {
        var json = new Moshi.Builder().build().adapter(Object.class);
        var texts = Stream.of(products).map(json::toJson).toList();
        Files.writeString(file, json.toJson(Map.of("FormatVersion", "aws_v1", "PriceList", texts)));
    }
}
