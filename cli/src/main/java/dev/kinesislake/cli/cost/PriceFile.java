package dev.kinesislake.cli.cost;

import java.util.Map;

/**
 * The shape of {@code prices.json}. Public, as Moshi reads only public records.
 *
 * @param sources by the name that prices have for them
 * @param prices by {@link PriceId}
 */
public record PriceFile(String region, Map<String, String> sources, Map<String, Price> prices) {}
