package dev.kinesislake.cli.cost;

/**
 * What is measured or estimated rather than configured. Figures of {@code lab/bench/RESULTS.md} are of another processor than Lambda's.
 */
public final class Measured {

    /** "throughput", ours: the consumer's CPU time per event. */
    public static final double CPU_MICROS_PER_EVENT = 10.3;

    /**
     * CPU time per object, for a PUT over HTTP: "s3" has 16.5 µs per event in batches of 1,000 events and 3 objects, of which "throughput"
     * explains 10.3 µs.
     */
    public static final double CPU_MICROS_PER_OBJECT = (16.5 - 10.3) * 1000 / 3;

    /** "gather-consumer", gathered ÷ single: gathered events have to be decompressed and split. */
    public static final double GATHERED_CPU_FACTOR = 1.15;

    /** An estimate of how long a batch waits for S3. */
    static final double WAIT_SECONDS_PER_BATCH = 0.1;

    /** An estimate of a batch's log lines, Lambda's own included. */
    static final double LOG_BYTES_PER_BATCH = 1000;

    /** An estimate of an S3 access log's line about a request. */
    static final double ACCESS_LOG_BYTES_PER_REQUEST = 600;

    /**
     * An object of no rows, and what a row adds as a share of its event's bytes: "sizes" has 184 bytes per event in objects of 1,167 rows,
     * and 301 in objects of 35, for events of 932 bytes.
     */
    public static final double BYTES_PER_OBJECT = 4_221;

    public static final double ROW_BYTES_PER_EVENT_BYTE = 180.4 / 932;

    /** What an invocation's JSON has around a record's data, in the local AWS. */
    static final int INVOCATION_BYTES_PER_RECORD = 560;

    /** The smallest function that holds a batch of 6 MB of single records ("memory"). */
    static final int MIN_MEMORY_MB = 256;

    /** A run of the sealing function that finds nothing, its start included: on the local AWS it takes 1 to 3 s. */
    static final double SEAL_SECONDS_PER_RUN = 2.5;

    /** 317,000 rows in 375 objects take 4.3 to 5.6 s. */
    static final double SEAL_MICROS_PER_ROW = 16;

    /** Iceberg's metadata of a commit: a snapshot's list, its manifests and the table's file. */
    static final double SEAL_PUTS_PER_COMMIT = 5;

    private Measured() {}
}
