package dev.kinesislake.cli.cost;

import dev.kinesislake.cli.cost.Item.Group;
import java.time.Duration;
import java.util.OptionalInt;

/** What delivers the same load without this project. */
final class Rivals {

    /** Amazon Data Firehose pricing: each record is rounded up to 5 KB. */
    private static final double FIREHOSE_STEP = 5 * 1024;

    private Rivals() {}

    /** Data Firehose with its conversion to Parquet, a record per event. Its PUTs are left out. */
    static double firehose(Load load, Prices prices) {
        var bytes = Math.ceil(load.eventBytes() / FIREHOSE_STEP) * FIREHOSE_STEP;
        return firehoseGb(load.eventsPerMonth() * bytes / Quantities.GB, prices);
    }

    /** The same where producers fill each record with events, so that nothing is rounded up. */
    static double firehoseFilled(Load load, Prices prices) {
        return firehoseGb(load.eventsPerMonth() * load.eventBytes() / Quantities.GB, prices);
    }

    private static double firehoseGb(double gb, Prices prices) {
        return prices.get(PriceId.FIREHOSE_IN).of(gb)
                + prices.get(PriceId.FIREHOSE_PARQUET).of(gb);
    }

    /**
     * Kinesis' own delivery with the stream that it needs, on demand, with records of one event. Whether it reads for nothing isn't known:
     * this is the least.
     */
    static double ownDelivery(Load load, Settings settings, Prices prices) {
        var single =
                settings.gather(Duration.ZERO).onDemandOr(OptionalInt.empty()).advantage(false);
        var stream = Quantities.of(load, single, 1).stream()
                .filter(item -> item.group() == Group.STREAM && item.price() != PriceId.DATA_OUT)
                .mapToDouble(item -> item.usd(prices))
                .sum();
        return stream + prices.get(PriceId.CHANNEL).of(Quantities.billedGb(load, single));
    }
}
