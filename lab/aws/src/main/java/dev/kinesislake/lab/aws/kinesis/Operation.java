package dev.kinesislake.lab.aws.kinesis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinesislake.lab.aws.kinesis.Shape.Blob;
import dev.kinesislake.lab.aws.kinesis.Shape.Choice;
import dev.kinesislake.lab.aws.kinesis.Shape.Flag;
import dev.kinesislake.lab.aws.kinesis.Shape.ListOf;
import dev.kinesislake.lab.aws.kinesis.Shape.Member;
import dev.kinesislake.lab.aws.kinesis.Shape.Structure;
import dev.kinesislake.lab.aws.kinesis.Shape.Text;
import dev.kinesislake.lab.aws.kinesis.Shape.Time;
import dev.kinesislake.lab.aws.kinesis.Shape.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The operations that the endpoint knows, each with the shape of its request (Amazon Kinesis Data Streams API Reference, "Actions").
 */
enum Operation {
    PUT_RECORD(
            "PutRecord",
            Constants.STREAM_NAME,
            Constants.STREAM_ARN,
            Constants.DATA,
            Constants.PARTITION_KEY,
            Constants.EXPLICIT_HASH_KEY,
            new Member("SequenceNumberForOrdering", Constants.SEQUENCE_NUMBER, false),
            Constants.DRY_RUN),
    PUT_RECORDS(
            "PutRecords",
            Constants.STREAM_NAME,
            Constants.STREAM_ARN,
            new Member(
                    "Records",
                    new ListOf(
                            Structure.of(Constants.DATA, Constants.PARTITION_KEY, Constants.EXPLICIT_HASH_KEY), 1, 500),
                    true),
            Constants.DRY_RUN),
    LIST_STREAMS(
            "ListStreams",
            new Member("Limit", Constants.UP_TO_10_000, false),
            new Member("ExclusiveStartStreamName", Constants.NAME, false),
            Constants.NEXT_TOKEN),
    DESCRIBE_STREAM(
            "DescribeStream",
            Constants.STREAM_NAME,
            Constants.STREAM_ARN,
            new Member("Limit", Constants.UP_TO_10_000, false),
            new Member("ExclusiveStartShardId", Constants.NAME, false)),
    DESCRIBE_STREAM_SUMMARY("DescribeStreamSummary", Constants.STREAM_NAME, Constants.STREAM_ARN),
    LIST_SHARDS(
            "ListShards",
            Constants.STREAM_NAME,
            Constants.STREAM_ARN,
            Constants.NEXT_TOKEN,
            new Member("ExclusiveStartShardId", Constants.NAME, false),
            new Member("MaxResults", Constants.UP_TO_10_000, false),
            new Member("StreamCreationTimestamp", new Time(), false),
            new Member(
                    "ShardFilter",
                    Structure.of(
                            new Member("Type", Choice.of(ShardFilter.Type.class), true),
                            new Member("ShardId", Constants.NAME, false),
                            new Member("Timestamp", new Time(), false)),
                    false)),
    GET_SHARD_ITERATOR(
            "GetShardIterator",
            Constants.STREAM_NAME,
            Constants.STREAM_ARN,
            new Member("ShardId", Constants.NAME, true),
            new Member("ShardIteratorType", Choice.of(ShardIterator.Type.class), true),
            new Member("StartingSequenceNumber", Constants.SEQUENCE_NUMBER, false),
            new Member("Timestamp", new Time(), false),
            Constants.DRY_RUN),
    GET_RECORDS(
            "GetRecords",
            Constants.STREAM_ARN,
            new Member("ShardIterator", new Text(1, 512, null), true),
            new Member("Limit", Constants.UP_TO_10_000, false),
            Constants.DRY_RUN);

    static final String TARGET_PREFIX = "Kinesis_20131202.";

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // a record of records and immutable lists
    private final Structure request;

    Operation(String wireName, Member... request) {
        this.wireName = wireName;
        this.request = Structure.of(request);
    }

    /** As IAM has it, such as {@code kinesis:PutRecords}. */
    String action() {
        return "kinesis:" + wireName;
    }

    /** @throws KinesisException when the target names none */
    static Operation of(String target) {
        return Arrays.stream(values())
                .filter(operation -> target.equals(TARGET_PREFIX + operation.wireName))
                .findAny()
                .orElseThrow(() -> new KinesisException(
                        KinesisError.UNKNOWN_OPERATION,
                        "X-Amz-Target is '" + target + "', known here are " + TARGET_PREFIX
                                + Arrays.stream(values())
                                        .map(operation -> operation.wireName)
                                        .collect(Collectors.joining(", "))));
    }

    /** @throws KinesisException when a request isn't of this operation's shape, with all that is wrong in it */
    void check(ObjectNode body, Wire wire) {
        List<String> violations = new ArrayList<>();
        request.check(body, wire, "", violations::add);
        if (!violations.isEmpty()) {
            throw new KinesisException(
                    KinesisError.VALIDATION,
                    violations.size() + (violations.size() == 1 ? " validation error" : " validation errors")
                            + " detected: " + String.join("; ", violations));
        }
    }

    /** In a class of their own: an enum's constants can't use the static fields of their enum. */
    private static final class Constants {
        static final Text NAME = new Text(1, 128, Pattern.compile("[a-zA-Z0-9_.-]+"));
        static final Whole UP_TO_10_000 = new Whole(1, 10_000);
        static final Text SEQUENCE_NUMBER = new Text(0, Integer.MAX_VALUE, Pattern.compile("0|([1-9]\\d{0,128})"));
        static final Member STREAM_NAME = new Member("StreamName", NAME, false);
        static final Member STREAM_ARN = new Member(
                "StreamARN", new Text(1, 2_048, Pattern.compile("arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+")), false);
        static final Member NEXT_TOKEN = new Member("NextToken", new Text(1, 1_048_576, null), false);
        static final Member DATA = new Member("Data", new Blob(10 * 1_048_576), true);
        static final Member PARTITION_KEY = new Member("PartitionKey", new Text(1, 256, null), true);
        static final Member EXPLICIT_HASH_KEY = new Member(
                "ExplicitHashKey", new Text(0, Integer.MAX_VALUE, Pattern.compile("0|([1-9]\\d{0,38})")), false);
        static final Member DRY_RUN = new Member("DryRun", new Flag(), false);

        private Constants() {}
    }
}
