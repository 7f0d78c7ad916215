package dev.kinesislake.cli.cost;

import dev.kinesislake.cli.cost.Item.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What S3 keeps of a load, by the stack's lifecycle rules, after so many months. */
record Storage(Load load, Settings settings, Flow flow, int months) {

    /** S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle": smaller objects stay where they are by default. */
    private static final double MIN_MOVED_BYTES = 128 * 1024;

    /** The same: what an archived object takes besides its own bytes, in Glacier and in Standard. */
    private static final double GLACIER_BYTES_PER_OBJECT = 32 * 1024;

    private static final double ARCHIVE_INDEX_BYTES_PER_OBJECT = 8 * 1024;

    List<Item> items() {
        var lake = settings.lake();
        boolean moved = flow.objectBytes() >= MIN_MOVED_BYTES;
        double age = Math.min(months * Month.DAYS, orElse(lake.expireDays()));
        double glacierFrom = moved ? Math.min(age, orElse(lake.glacierDays())) : age;
        double infrequentFrom = moved ? Math.min(glacierFrom, orElse(lake.infrequentAccessDays())) : age;

        double gbPerDay = flow.objects() * flow.objectBytes() / Quantities.GB / Month.DAYS;
        double objectsPerDay = flow.objects() / Month.DAYS;
        double archived = objectsPerDay * (age - glacierFrom);
        var items = new ArrayList<Item>();
        add(
                items,
                "rows in Standard",
                gbPerDay * infrequentFrom + archived * ARCHIVE_INDEX_BYTES_PER_OBJECT / Quantities.GB,
                PriceId.S3_STANDARD);
        add(items, "rows in Standard-IA", gbPerDay * (glacierFrom - infrequentFrom), PriceId.S3_INFREQUENT);
        add(
                items,
                "rows in Glacier",
                gbPerDay * (age - glacierFrom) + archived * GLACIER_BYTES_PER_OBJECT / Quantities.GB,
                PriceId.S3_GLACIER);
        if (settings.sealing().minutes().isPresent()) {
            // Nothing expires there. Rows of large files take what they add to an object.
            add(
                    items,
                    "sealed rows in Standard",
                    load.eventsPerMonth()
                            * load.eventBytes()
                            * Measured.ROW_BYTES_PER_EVENT_BYTE
                            / Quantities.GB
                            * months,
                    PriceId.S3_STANDARD);
        }
        add(items, "moves to Standard-IA", glacierFrom > infrequentFrom ? flow.objects() : 0, PriceId.S3_TO_INFREQUENT);
        add(items, "moves to Glacier", age > glacierFrom ? flow.objects() : 0, PriceId.S3_TO_GLACIER);
        settings.bucket()
                .accessLogDays()
                .ifPresent(days -> add(
                        items,
                        "access logs",
                        objectsPerDay
                                * Math.min(months * Month.DAYS, days)
                                * Measured.ACCESS_LOG_BYTES_PER_REQUEST
                                / Quantities.GB,
                        PriceId.S3_STANDARD));
        return items;
    }

    private static double orElse(OptionalInt days) {
        return days.isPresent() ? days.getAsInt() : Double.POSITIVE_INFINITY;
    }

    private static void add(List<Item> items, String name, double quantity, PriceId price) {
        if (quantity > 0) {
            items.add(new Item(Group.STORAGE, name, quantity, price));
        }
    }
}
