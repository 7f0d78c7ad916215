package dev.kinesislake.cli.cost;

/**
 * How a load flows through a stack: quantities, before any price. Events come evenly; a batch's window opens with its first record, and
 * so does a gathered record's.
 *
 * @param shards of the stream
 * @param recordsPerSecond of the whole stream
 * @param recordBytes of a record's data
 * @param invocations per month, without retries
 * @param objects per month
 * @param objectBytes of a lake object
 * @param batchSeconds that a batch is processed for
 * @param busy the share of time for which a shard's batches are processed; above 1, the stack falls behind
 */
public record Flow(
        int shards,
        double recordsPerSecond,
        double eventsPerRecord,
        double recordBytes,
        double recordsPerBatch,
        double invocations,
        double objects,
        double objectBytes,
        double batchSeconds,
        double busy) {

    /** What a new stream on demand has (Kinesis Data Streams Developer Guide, "Choose the data stream capacity mode"). */
    private static final int MIN_ON_DEMAND_SHARDS = 4;

    /** On demand, AWS keeps room for twice the peak. */
    private static final double ON_DEMAND_ROOM = 2;

    /** Kinesis Data Streams Developer Guide, "Quotas and limits": a shard takes 1,000 records and 1 MB per second. */
    private static final double RECORDS_PER_SHARD_SECOND = 1000;

    private static final double BYTES_PER_SHARD_SECOND = 1 << 20;

    /** A shard at its limit throttles at the first peak. */
    private static final double MAX_SHARD_USE = 0.8;

    /** What a producer gathers at most into a record: bytes before compression, and events ({@code docs/sending.md}). */
    private static final double MAX_GATHERED_BYTES = 1 << 20;

    private static final double MAX_GATHERED_EVENTS = 5_000;

    /** AWS Lambda Developer Guide, "Lambda quotas": the payload of an invocation. */
    private static final double MAX_INVOCATION_BYTES = 6 << 20;

    /** AWS Lambda Developer Guide, "Configure Lambda function memory": at 1,769 MB, a function has one vCPU. */
    private static final double MB_PER_CPU = 1769;

    /** The quantities of a load with a stack's settings. */
    public static Flow of(Load load, Settings settings) {
        return of(load, settings, shards(load, settings));
    }

    /** The fewest shards that take the load, with some room for peaks. */
    public static int shardsNeeded(Load load, Settings settings) {
        return atLeast(1, MAX_SHARD_USE, load, settings);
    }

    /** The fewest shards of which the load takes no more than a share. */
    private static int atLeast(int least, double maxUse, Load load, Settings settings) {
        // More shards gather less, and so take more of the load: with fewer than this it can't be enough.
        int shards = Math.max(least, (int) Math.ceil(use(load, settings, least) / maxUse));
        while (shards < use(load, settings, shards) / maxUse) {
            shards++;
        }
        return shards;
    }

    private static int shards(Load load, Settings settings) {
        if (settings.stream().shardCount().isPresent()) {
            return Math.max(settings.stream().shardCount().getAsInt(), shardsNeeded(load, settings));
        }
        return atLeast(MIN_ON_DEMAND_SHARDS, 1 / ON_DEMAND_ROOM, load, settings);
    }

    /** How many shards' full capacity the load takes, gathered for so many. */
    private static double use(Load load, Settings settings, int shards) {
        var events = eventsPerRecord(load, settings, shards);
        var records = load.eventsPerSecond() / events;
        return Math.max(
                records / RECORDS_PER_SHARD_SECOND,
                records * recordBytes(load, settings, events) / BYTES_PER_SHARD_SECOND);
    }

    private static double eventsPerRecord(Load load, Settings settings, int shards) {
        if (settings.gather().isZero()) {
            return 1;
        }
        var perLane = load.eventsPerSecond() / shards / load.producers();
        var fitting = Math.max(1, Math.min(MAX_GATHERED_EVENTS, MAX_GATHERED_BYTES / load.eventBytes()));
        return Math.min(1 + perLane * settings.gather().toMillis() / 1000.0, fitting);
    }

    private static double recordBytes(Load load, Settings settings, double events) {
        return settings.gather().isZero()
                ? load.eventBytes()
                : Math.ceil(events * load.eventBytes() * Compression.share(events));
    }

    private static Flow of(Load load, Settings settings, int shards) {
        var mapping = settings.mapping();
        var eventsPerRecord = eventsPerRecord(load, settings, shards);
        var recordBytes = recordBytes(load, settings, eventsPerRecord);
        var recordsPerSecond = load.eventsPerSecond() / eventsPerRecord;
        var lanes = shards * mapping.parallelizationFactor();

        var fitting = Math.floor(MAX_INVOCATION_BYTES / invocationBytes(recordBytes));
        var recordsPerBatch = Math.min(
                Math.min(mapping.batchSize(), Math.max(1, fitting)),
                1 + recordsPerSecond / lanes * mapping.windowSeconds());
        var invocations = recordsPerSecond * Month.SECONDS / recordsPerBatch;

        var eventsPerBatch = recordsPerBatch * eventsPerRecord;
        var perBatch = sections(load, eventsPerBatch);
        // Once an hour, each lane's batch has records of two hours, unless it has only one record.
        var divided = Math.min(lanes * (double) Month.HOURS, invocations) * (1 - 1 / recordsPerBatch);
        var objects = invocations * perBatch + divided * Math.max(0, 2 * sections(load, eventsPerBatch / 2) - perBatch);
        var objectBytes = Measured.BYTES_PER_OBJECT
                + load.eventsPerMonth() / objects * load.eventBytes() * Measured.ROW_BYTES_PER_EVENT_BYTE;

        var cpuMicros = eventsPerBatch
                        * Measured.CPU_MICROS_PER_EVENT
                        * (settings.gather().isZero() ? 1 : Measured.GATHERED_CPU_FACTOR)
                + objects / invocations * Measured.CPU_MICROS_PER_OBJECT;
        var share = Math.min(1, settings.function().memoryMb() / MB_PER_CPU);
        var batchSeconds = Measured.WAIT_SECONDS_PER_BATCH + cpuMicros / 1e6 / share;
        return new Flow(
                shards,
                recordsPerSecond,
                eventsPerRecord,
                recordBytes,
                recordsPerBatch,
                invocations,
                objects,
                objectBytes,
                batchSeconds,
                invocations / lanes * batchSeconds / Month.SECONDS);
    }

    /** How many batches are collected at the same time. */
    int lanes(Settings settings) {
        return shards * settings.mapping().parallelizationFactor();
    }

    private static double invocationBytes(double recordBytes) {
        return Measured.INVOCATION_BYTES_PER_RECORD + 4 * Math.ceil(recordBytes / 3);
    }

    /** How many sections so many events are of, on average. */
    private static double sections(Load load, double events) {
        return load.sections() * (1 - Math.pow(1 - 1.0 / load.sections(), events));
    }
}
