package dev.kinesislake.lab.aws.kinesis;

/** Who decides on a stream's number of shards: its owner, or the service. The constants are spelt as on the wire. */
public enum StreamMode {
    PROVISIONED,
    ON_DEMAND
}
