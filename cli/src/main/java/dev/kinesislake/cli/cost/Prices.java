package dev.kinesislake.cli.cost;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import okio.Okio;

/**
 * A price for everything that AWS bills, each with its source.
 *
 * @param region that most of them are of
 */
record Prices(String region, Map<PriceId, Price> byId) {

    private static final JsonAdapter<PriceFile> JSON =
            new Moshi.Builder().build().adapter(PriceFile.class);

    Prices {
        byId = Map.copyOf(byId);
    }

    /** The prices that come with this program. */
    static Prices packaged() {
        try (var resource = Objects.requireNonNull(Prices.class.getResourceAsStream("prices.json"));
                var json = Okio.buffer(Okio.source(resource))) {
            var file = Objects.requireNonNull(JSON.fromJson(json));
            var prices = new EnumMap<PriceId, Price>(PriceId.class);
            for (var id : PriceId.values()) {
                var price = Objects.requireNonNull(file.prices().get(id.name()), id::name);
                var source = Objects.requireNonNull(file.sources().get(price.source()), price.source());
                prices.put(id, price.of(price.usd() / price.per(), source));
            }
            return new Prices(file.region(), prices);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Price get(PriceId id) {
        return Objects.requireNonNull(byId.get(id));
    }

    Prices with(Map<PriceId, Price> others) {
        var all = new EnumMap<PriceId, Price>(byId);
        all.putAll(others);
        return new Prices(region, all);
    }
}
