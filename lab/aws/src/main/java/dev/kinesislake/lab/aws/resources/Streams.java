package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.kinesis.DataStream;
import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.kinesis.StreamMode;
import dev.kinesislake.lab.aws.kinesis.StreamSettings;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code aws:kinesis/stream:Stream}. Its id is its ARN; its name is understood, too. */
final class Streams implements ResourceType {

    private static final String SHARD_COUNT = "shardCount";
    private static final String RETENTION = "retentionPeriod";
    private static final int DEFAULT_RETENTION_HOURS = 24;

    private static final Shape SHAPE = Shape.named(Naming.upTo(128), "arn", "tagsAll");

    private final Account account;

    Streams(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var settings = settings(account.nameOf(inputs, "name"), StreamSettings.ON_DEMAND_SHARDS, inputs);
        return made(account.streams().create(settings), inputs);
    }

    /** A stream that becomes an on-demand one keeps its shards ("Choose the right mode in Kinesis Data Streams"). */
    @Override
    public Made update(Made current, Inputs inputs) {
        var stream = account.streams().describe(nameIn(current.id()));
        return made(account.streams().update(settings(stream.name(), openShards(stream), inputs)), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        account.streams().delete(nameIn(id));
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return account.streams().list().stream()
                .filter(stream -> stream.arn().equals(made.id()))
                .findFirst()
                .map(stream -> asItIs(stream, made))
                .orElse(null);
    }

    @Override
    public String idOf(String given) {
        return given.startsWith("arn:") ? given : account.streams().arn(given);
    }

    private static Made asItIs(DataStream stream, Made made) {
        var declared = new Inputs("", "", made.inputs());
        var refreshed = made;
        var shards = openShards(stream);
        if (stream.settings().mode() == StreamMode.PROVISIONED
                && declared.number(SHARD_COUNT).orElse(0) != shards) {
            refreshed = refreshed.withInput(SHARD_COUNT, (double) shards);
        }
        var retention = stream.settings().retentionHours();
        if (declared.number(RETENTION).orElse(DEFAULT_RETENTION_HOURS) != retention) {
            refreshed = refreshed.withInput(RETENTION, (double) retention);
        }
        return refreshed;
    }

    private static Made made(DataStream stream, Inputs inputs) {
        return Made.of(stream.arn(), inputs)
                .withInput("name", stream.name())
                .with("arn", stream.arn())
                .with("tagsAll", inputs.object("tags").all());
    }

    private static StreamSettings settings(String name, int onDemandShards, Inputs inputs) {
        var mode = inputs.object("streamModeDetails").text("streamMode").orElse("PROVISIONED");
        var key = inputs.text("encryptionType").orElse("NONE").equals("KMS")
                ? inputs.text("kmsKeyId").orElse(null)
                : null;
        var settings = mode.equals("ON_DEMAND")
                ? StreamSettings.onDemand(name).withShardCount(onDemandShards)
                : StreamSettings.provisioned(name, inputs.requiredNumber(SHARD_COUNT));
        return settings.withRetentionHours(inputs.number(RETENTION).orElse(DEFAULT_RETENTION_HOURS))
                .withKmsKeyId(key);
    }

    private static int openShards(DataStream stream) {
        return Math.toIntExact(stream.shards().stream()
                .filter(Predicate.not(ShardLog::isClosed))
                .count());
    }

    private static String nameIn(String arn) {
        return arn.substring(arn.indexOf("stream/") + "stream/".length());
    }
}
