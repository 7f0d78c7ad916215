package dev.kinesislake.cli.cost;

import dev.kinesislake.app.config.Architecture;
import dev.kinesislake.app.config.BucketConfig;
import dev.kinesislake.app.config.FunctionConfig;
import dev.kinesislake.app.config.LakeConfig;
import dev.kinesislake.app.config.MappingConfig;
import dev.kinesislake.app.config.SealingConfig;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.app.config.StreamConfig;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What decides the cost of a load: a stack's own configuration, and what others than the stack choose.
 *
 * @param gather how long producers gather events for a compressed record; zero for a record per event
 * @param advantage whether the account has Kinesis' On-demand Advantage mode
 */
public record Settings(
        StreamConfig stream,
        MappingConfig mapping,
        FunctionConfig function,
        LakeConfig lake,
        BucketConfig bucket,
        SealingConfig sealing,
        FixedItems fixed,
        Duration gather,
        boolean advantage) {

    public static Settings of(StackConfig config, FixedItems fixed, Duration gather) {
        return new Settings(
                config.stream(),
                config.mapping(),
                config.function(),
                config.lake(),
                config.bucket(),
                config.sealing(),
                fixed,
                gather,
                false);
    }

    boolean onDemand() {
        return stream.shardCount().isEmpty();
    }

    Settings onDemandOr(OptionalInt shards) {
        return with(new StreamConfig(shards, stream.retentionHours()));
    }

    Settings retention(int hours) {
        return with(new StreamConfig(stream.shardCount(), hours));
    }

    Settings window(int seconds) {
        return with(new MappingConfig(
                mapping.batchSize(),
                seconds,
                mapping.parallelizationFactor(),
                mapping.retryAttempts(),
                mapping.recordAgeSeconds()));
    }

    Settings batchSize(int records) {
        return with(new MappingConfig(
                records,
                mapping.windowSeconds(),
                mapping.parallelizationFactor(),
                mapping.retryAttempts(),
                mapping.recordAgeSeconds()));
    }

    Settings parallelization(int factor) {
        return with(new MappingConfig(
                mapping.batchSize(),
                mapping.windowSeconds(),
                factor,
                mapping.retryAttempts(),
                mapping.recordAgeSeconds()));
    }

    Settings arm64() {
        return with(new FunctionConfig(
                function.sections(),
                function.memoryMb(),
                function.timeoutSeconds(),
                Architecture.ARM64,
                function.logRetentionDays(),
                function.putParallelism()));
    }

    Settings memory(int mb) {
        return with(new FunctionConfig(
                function.sections(),
                mb,
                function.timeoutSeconds(),
                function.architecture(),
                function.logRetentionDays(),
                function.putParallelism()));
    }

    Settings accessLogs(OptionalInt days) {
        return new Settings(
                stream,
                mapping,
                function,
                lake,
                new BucketConfig(bucket.noncurrentDays(), bucket.unfinishedUploadDays(), days, bucket.vpcEndpointId()),
                sealing,
                fixed,
                gather,
                advantage);
    }

    Settings infrequentAccess(int days) {
        var aged = new LakeConfig(OptionalInt.of(days), lake.glacierDays(), lake.expireDays());
        return new Settings(stream, mapping, function, aged, bucket, sealing, fixed, gather, advantage);
    }

    Settings gather(Duration other) {
        return new Settings(stream, mapping, function, lake, bucket, sealing, fixed, other, advantage);
    }

    Settings advantage(boolean other) {
        return new Settings(stream, mapping, function, lake, bucket, sealing, fixed, gather, other);
    }

    private Settings with(StreamConfig other) {
        return new Settings(other, mapping, function, lake, bucket, sealing, fixed, gather, advantage);
    }

    private Settings with(MappingConfig other) {
        return new Settings(stream, other, function, lake, bucket, sealing, fixed, gather, advantage);
    }

    private Settings with(FunctionConfig other) {
        return new Settings(stream, mapping, other, lake, bucket, sealing, fixed, gather, advantage);
    }
}
