package dev.kinesislake.lab.aws.kinesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's owner decides. The limits are those of "CreateStream" and "IncreaseStreamRetentionPeriod" in the Amazon Kinesis
 * Data Streams API Reference.
 *
 * @param name 1 to 128 of {@code a-zA-Z0-9_.-}
 * @param shardCount the open shards that it begins with, or was last scaled to, 1 to 10,000
 * @param retentionHours 24 to 8,760
 * @param maxRecordKiB the most that a record's data and partition key may have together, in KiB: 1,024 to 10,240
 * @param kmsKeyId the key of the server-side encryption, kept but not used; null when there is none
 */
public record StreamSettings(
        String name,
        StreamMode mode,
        int shardCount,
        int retentionHours,
        int maxRecordKiB,
        @Nullable String kmsKeyId) {

    /** The shards that a new on-demand stream has ("Choose the right mode in Kinesis Data Streams"). */
    public static final int ON_DEMAND_SHARDS = 4;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    /** @throws KinesisException naming every setting that is out of its limits */
    public StreamSettings {
        List<String> problems = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            problems.add("name is '" + name + "', allowed are 1 to 128 of a-zA-Z0-9_.-");
        }
        require(problems, "shardCount", shardCount, 1, 10_000);
        require(problems, "retentionHours", retentionHours, 24, 8_760);
        require(problems, "maxRecordKiB", maxRecordKiB, 1_024, 10_240);
        if (kmsKeyId != null && (kmsKeyId.isBlank() || kmsKeyId.length() > 2_048)) {
            problems.add("kmsKeyId has " + kmsKeyId.length() + " characters, allowed are 1 to 2048, not blank");
        }
        if (!problems.isEmpty()) {
            throw new KinesisException(KinesisError.INVALID_ARGUMENT, "stream " + String.join("; ", problems));
        }
    }

    /** An on-demand stream with the defaults: records of up to 1 MiB, kept for a day, not encrypted. */
    public static StreamSettings onDemand(String name) {
        return new StreamSettings(name, StreamMode.ON_DEMAND, ON_DEMAND_SHARDS, 24, 1_024, null);
    }

    /** A stream of a number of shards with the defaults: records of up to 1 MiB, kept for a day, not encrypted. */
    public static StreamSettings provisioned(String name, int shardCount) {
        return new StreamSettings(name, StreamMode.PROVISIONED, shardCount, 24, 1_024, null);
    }

    public StreamSettings withShardCount(int shards) {
        return new StreamSettings(name, mode, shards, retentionHours, maxRecordKiB, kmsKeyId);
    }

    public StreamSettings withRetentionHours(int hours) {
        return new StreamSettings(name, mode, shardCount, hours, maxRecordKiB, kmsKeyId);
    }

    public StreamSettings withMaxRecordKiB(int kib) {
        return new StreamSettings(name, mode, shardCount, retentionHours, kib, kmsKeyId);
    }

    public StreamSettings withKmsKeyId(@Nullable String keyId) {
        return new StreamSettings(name, mode, shardCount, retentionHours, maxRecordKiB, keyId);
    }

    Duration retention() {
        return Duration.ofHours(retentionHours);
    }

    int maxRecordBytes() {
        return maxRecordKiB * 1_024;
    }

    private static void require(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(name + " is " + value + ", allowed is " + least + " to " + most);
        }
    }
}
