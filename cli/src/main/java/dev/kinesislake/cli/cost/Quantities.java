package dev.kinesislake.cli.cost;

import dev.kinesislake.app.config.Architecture;
import dev.kinesislake.cli.cost.Item.Group;
import dev.kinesislake.table.function.SealConfig;
import java.util.ArrayList;
import java.util.List;

/** All that AWS bills of a stack at a load. Retries, failed rows, old versions of objects and readers are not in it. */
final class Quantities {

    static final double GB = 1 << 30;

    /** Kinesis Data Streams pricing: on demand, each record is rounded up to 1 KB; with shards, a PUT payload unit is 25 KB. */
    private static final double BILLED_STEP = 1024;

    private static final double PUT_UNIT_BYTES = 25 * 1024;

    private static final int FREE_RETENTION_HOURS = 24;
    private static final int EXTENDED_RETENTION_HOURS = 168;

    /** On-demand Advantage bills at least 25 MiB per second. */
    private static final double MIN_ADVANTAGE_GB = 25.0 * (1 << 20) * Month.SECONDS / GB;

    /** About every five minutes for each role that puts or reads (Kinesis Data Streams Developer Guide, server-side encryption). */
    private static final double KMS_REQUESTS_PER_HOUR = 12;

    private final Load load;
    private final Settings settings;
    private final Flow flow;
    private final List<Item> items = new ArrayList<>();

    private Quantities(Load load, Settings settings) {
        this.load = load;
        this.settings = settings;
        this.flow = Flow.of(load, settings);
    }

    static List<Item> of(Load load, Settings settings, int months) {
        var quantities = new Quantities(load, settings);
        quantities.stream();
        quantities.delivery();
        quantities.sealing();
        quantities.fixed();
        new Storage(load, settings, quantities.flow, months).items().forEach(quantities.items::add);
        return quantities.items;
    }

    private void stream() {
        if (!settings.onDemand()) {
            shards();
        } else if (settings.advantage()) {
            add("data in, at least 25 MiB/s", Math.max(MIN_ADVANTAGE_GB, billedGb()), PriceId.ADVANTAGE_DATA_IN);
            add("data out", billedGb(), PriceId.ADVANTAGE_DATA_OUT);
            add(
                    "retention beyond 24 hours",
                    keptGb(FREE_RETENTION_HOURS, settings.stream().retentionHours()),
                    PriceId.ADVANTAGE_RETENTION);
        } else {
            add("stream on demand", Month.HOURS, PriceId.STREAM_HOUR);
            add("data in", billedGb(), PriceId.DATA_IN);
            add("data out, read once", billedGb(), PriceId.DATA_OUT);
            add(
                    "retention beyond 24 hours",
                    keptGb(
                            FREE_RETENTION_HOURS,
                            Math.min(settings.stream().retentionHours(), EXTENDED_RETENTION_HOURS)),
                    PriceId.EXTENDED_RETENTION);
            longRetention();
        }
        add("key of the stream", (load.producers() + 1) * KMS_REQUESTS_PER_HOUR * Month.HOURS, PriceId.KMS_REQUEST);
    }

    private void shards() {
        add("shards", (double) flow.shards() * Month.HOURS, PriceId.SHARD_HOUR);
        var units = Math.ceil(flow.recordBytes() / PUT_UNIT_BYTES);
        add("PUT payload units", flow.recordsPerSecond() * Month.SECONDS * units, PriceId.PUT_UNIT);
        if (settings.stream().retentionHours() > FREE_RETENTION_HOURS) {
            add("retention beyond 24 hours", (double) flow.shards() * Month.HOURS, PriceId.EXTENDED_SHARD_HOUR);
        }
        longRetention();
    }

    private void longRetention() {
        add(
                "retention beyond 7 days",
                keptGb(EXTENDED_RETENTION_HOURS, settings.stream().retentionHours()),
                PriceId.LONG_RETENTION);
    }

    /** What a month's records are billed as, on demand. */
    double billedGb() {
        return billedBytesPerSecond() * Month.SECONDS / GB;
    }

    static double billedGb(Load load, Settings settings) {
        return new Quantities(load, settings).billedGb();
    }

    private double billedBytesPerSecond() {
        return flow.recordsPerSecond() * Math.ceil(flow.recordBytes() / BILLED_STEP) * BILLED_STEP;
    }

    /** What the stream keeps between two ages. */
    private double keptGb(int fromHours, int toHours) {
        return billedBytesPerSecond() * Math.max(0, toHours - fromHours) * 3600 / GB;
    }

    private void delivery() {
        var function = settings.function();
        boolean arm = function.architecture() == Architecture.ARM64;
        var gbSeconds = flow.invocations() * flow.batchSeconds() * function.memoryMb() / 1024;
        var logGb = flow.invocations() * Measured.LOG_BYTES_PER_BATCH / GB;
        delivery(
                "function's invocations",
                flow.invocations(),
                arm ? PriceId.LAMBDA_REQUEST_ARM : PriceId.LAMBDA_REQUEST_X86);
        delivery("function's time", gbSeconds, arm ? PriceId.LAMBDA_TIME_ARM : PriceId.LAMBDA_TIME_X86);
        delivery("objects put", flow.objects(), PriceId.S3_PUT);
        delivery("log written", logGb, PriceId.LOG_IN);
        delivery("log kept", logGb * function.logRetentionDays() / Month.DAYS, PriceId.LOG_KEPT);
    }

    private void delivery(String name, double quantity, PriceId price) {
        items.add(new Item(Group.DELIVERY, name, quantity, price));
    }

    private void sealing() {
        if (settings.sealing().minutes().isEmpty()) {
            return;
        }
        boolean arm = settings.function().architecture() == Architecture.ARM64;
        var runs = Month.HOURS * 60 / settings.sealing().minutes().getAsInt();
        var rows = load.eventsPerMonth();
        var seconds = runs * Measured.SEAL_SECONDS_PER_RUN + rows * Measured.SEAL_MICROS_PER_ROW / 1e6;
        sealing("function's invocations", runs, arm ? PriceId.LAMBDA_REQUEST_ARM : PriceId.LAMBDA_REQUEST_X86);
        sealing(
                "function's time",
                seconds * SealConfig.MEMORY_MB / 1024,
                arm ? PriceId.LAMBDA_TIME_ARM : PriceId.LAMBDA_TIME_X86);
        // A run lists the last day or more, and an hour is a commit.
        var lists = runs * (4 + flow.objects() / Month.DAYS * 1.1 / 1000);
        var puts = Month.HOURS * (load.sections() + Measured.SEAL_PUTS_PER_COMMIT);
        sealing("objects listed and put", lists + puts, PriceId.S3_PUT);
    }

    private void sealing(String name, double quantity, PriceId price) {
        items.add(new Item(Group.SEALING, name, quantity, price));
    }

    private void fixed() {
        items.add(new Item(Group.FIXED, "metrics of alarms", settings.fixed().alarmMetrics(), PriceId.ALARM_METRIC));
        items.add(new Item(Group.FIXED, "custom metrics", settings.fixed().customMetrics(), PriceId.CUSTOM_METRIC));
    }

    private void add(String name, double quantity, PriceId price) {
        if (quantity > 0) {
            items.add(new Item(Group.STREAM, name, quantity, price));
        }
    }
}
