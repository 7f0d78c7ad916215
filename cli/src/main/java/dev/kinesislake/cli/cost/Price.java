package dev.kinesislake.cli.cost;

import org.jspecify.annotations.Nullable;

/**
 * A price, and where AWS's price list has it.
 *
 * @param usd for so many units as {@code per} says
 * @param unit what is shown
 * @param source where the price comes from
 * @param service AWS's service code
 * @param usageType a regular expression of the usage type, without the prefix that stands for the region
 * @param operation of products that share a usage type; null where it doesn't matter
 */
public record Price(
        double usd,
        double per,
        String unit,
        String source,
        String service,
        String usageType,
        @Nullable String operation) {

    double of(double quantity) {
        return quantity / per * usd;
    }

    Price of(double usdPerUnit, String otherSource) {
        return new Price(usdPerUnit * per, per, unit, otherSource, service, usageType, operation);
    }
}
