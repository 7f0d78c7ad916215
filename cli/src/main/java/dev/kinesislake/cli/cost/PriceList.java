package dev.kinesislake.cli.cost;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import dev.kinesislake.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * AWS's price list as {@code aws pricing get-products} prints it: {@code PriceList} is an array of products, each a text with JSON. Of a
 * price in steps, the first step that isn't free counts.
 */
final class PriceList {

    private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);

    /** What a usage type of another region than us-east-1 begins with, such as {@code EUC1-} or, for KMS, {@code eu-central-1-}. */
    private static final String REGION_PREFIX = "(?:[A-Z]{2,4}[0-9]?-|[a-z]{2}(?:-[a-z]+)+-[0-9]-)?";

    private final Path file;
    private final List<Map<?, ?>> products;

    private PriceList(Path file, List<Map<?, ?>> products) {
        this.file = file;
        this.products = products;
    }

    /** @throws CommandException if the file is something else */
    static PriceList read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CommandException("there is no file " + file);
        }
        try {
            var products = at(JSON.fromJson(Files.readString(file)), "PriceList");
            if (products instanceof List<?> list && !list.isEmpty()) {
                return new PriceList(file, list.stream().map(PriceList::product).toList());
            }
        } catch (IOException | JsonDataException unreadable) {
            // Says the same as a file without products.
        }
        throw wrong(file);
    }

    private static CommandException wrong(Path file) {
        return new CommandException(
                file + " has no price list, allowed is what aws pricing get-products prints as JSON");
    }

    private static Map<?, ?> product(@Nullable Object text) {
        try {
            if (text instanceof String json && JSON.fromJson(json) instanceof Map<?, ?> product) {
                return product;
            }
        } catch (IOException unreadable) {
            throw new JsonDataException(unreadable);
        }
        throw new JsonDataException("no product");
    }

    /**
     * The prices that are in the list.
     *
     * @throws CommandException if there are none for the region
     */
    Map<PriceId, Price> pricesOf(String region, Prices known) {
        var found = new EnumMap<PriceId, Price>(PriceId.class);
        for (var id : PriceId.values()) {
            find(known.get(id), region).ifPresent(price -> found.put(id, price));
        }
        if (found.isEmpty()) {
            throw new CommandException(
                    file + " has no price of " + region + " that a stack pays, allowed is a list with its regionCode");
        }
        return found;
    }

    /** Several products can have the same usage type: the highest price is the careful one. */
    private Optional<Price> find(Price known, String region) {
        return products.stream()
                .filter(product -> isFor(product, known, region))
                .flatMap(product -> firstStep(product)
                        .map(usd ->
                                known.of(usd, "AWS price list of " + region + ", " + date(product) + " (" + file + ")"))
                        .stream())
                .max(Comparator.comparingDouble(Price::usd));
    }

    private static boolean isFor(Map<?, ?> product, Price known, String region) {
        var attributes = at(product, "product", "attributes");
        return text(at(product, "serviceCode")).equals(known.service())
                && text(at(attributes, "regionCode")).equals(region)
                && text(at(attributes, "usagetype")).matches(REGION_PREFIX + known.usageType())
                && (known.operation() == null || known.operation().equals(at(attributes, "operation")));
    }

    private static Optional<Double> firstStep(Map<?, ?> product) {
        return values(at(product, "terms", "OnDemand"))
                .flatMap(term -> values(at(term, "priceDimensions")))
                .filter(step -> usd(step) > 0)
                .min(Comparator.comparingDouble(step -> number(at(step, "beginRange"))))
                .map(PriceList::usd);
    }

    private static String date(Map<?, ?> product) {
        return text(at(product, "publicationDate")).replaceFirst("T.*", "");
    }

    private static double usd(Object step) {
        return number(at(step, "pricePerUnit", "USD"));
    }

    private static double number(@Nullable Object text) {
        return text instanceof String number && number.matches("[0-9]+([.][0-9]+)?") ? Double.parseDouble(number) : 0;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static Stream<Object> values(@Nullable Object map) {
        Collection<?> values = map instanceof Map<?, ?> of ? of.values() : List.of();
        return values.stream().map(Object.class::cast);
    }

    private static @Nullable Object at(@Nullable Object value, String... path) {
        var found = value;
        for (var name : path) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found;
    }
}
