package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.kinesis.clientlibrary.types.Messages.AggregatedRecord;
import com.amazonaws.services.kinesis.clientlibrary.types.Messages.Record;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;

/** Records as the Kinesis Producer Library aggregates them, whole and broken. */
public final class Aggregates {

    private static final byte[] MAGIC = HexFormat.of().parseHex("F3899AC2");

    /** Keys, records, unknown fields, groups, fields cut off, lengths that are too large, varints that don't end. */
    private static final List<byte[]> SNIPPETS = Stream.of(
                    "0A016B",
                    "0A00",
                    "1A0408001A00",
                    "1A0408011A00",
                    "1A00",
                    "1A021A00",
                    "1A020800",
                    "08",
                    "1A",
                    "00",
                    "0B",
                    "4D01020304",
                    "491122334455667788",
                    "7F",
                    "FF",
                    "FFFFFFFF0F",
                    "FFFFFFFFFFFFFFFF7F",
                    "FFFFFFFFFFFFFFFFFFFF01",
                    "FFFFFFFFFFFFFFFFFFFFFFFF")
            .map(HexFormat.of()::parseHex)
            .toList();

    private Aggregates() {}

    /** A message between the magic bytes and its checksum. */
    public static byte[] of(byte[] message) {
        try {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(MAGIC);
            bytes.writeBytes(message);
            bytes.writeBytes(MessageDigest.getInstance("MD5").digest(message));
            return bytes.toByteArray();
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A message with these records, all of one partition key. */
    public static byte[] message(List<byte[]> records) {
        var message = AggregatedRecord.newBuilder().addPartitionKeyTable("key");
        records.forEach(data ->
                message.addRecords(Record.newBuilder().setPartitionKeyIndex(0).setData(ByteString.copyFrom(data))));
        return message.build().toByteArray();
    }

    /** A message with these partition keys, and so many records without a byte of data, all of the first one. */
    public static byte[] ofEmptyRecords(List<String> keys, int records) {
        var empty = Record.newBuilder().setPartitionKeyIndex(0).setData(ByteString.EMPTY);
        return AggregatedRecord.newBuilder()
                .addAllPartitionKeyTable(keys)
                .addAllRecords(Collections.nCopies(records, empty.build()))
                .build()
                .toByteArray();
    }

    static KinesisRecord record(byte[] data) {
        return new KinesisRecord(
                "shardId-000000000001", "49", "aggregate", Instant.parse("2026-11-23T11:33:31.123Z"), data);
    }

    /** What is no aggregate: one user record, as it is. */
    static UserRecord whole(KinesisRecord record) {
        var position = new Position(record.shardId(), record.sequenceNumber(), null);
        return new UserRecord(position, record.partitionKey(), record.arrivalTime(), record.data());
    }

    /** Messages, most of them broken a little. */
    static Arbitrary<byte[]> anyMessage() {
        var event = "{\"metadata\":{\"uuid\":\"1\",\"section\":\"S\"},\"payload\":{}}".getBytes(UTF_8);
        var several = AggregatedRecord.newBuilder()
                .addPartitionKeyTable("user-1")
                .addPartitionKeyTable("user-2")
                .addExplicitHashKeyTable("0")
                .addRecords(Record.newBuilder()
                        .setPartitionKeyIndex(1)
                        .setExplicitHashKeyIndex(0)
                        .setData(ByteString.copyFrom(event)))
                .addRecords(Record.newBuilder().setPartitionKeyIndex(0).setData(ByteString.EMPTY));
        return RandomRecords.almost(
                List.of(
                        several.build().toByteArray(),
                        message(List.of(event)),
                        message(List.of(of(message(List.of(event))))),
                        message(List.of())),
                SNIPPETS);
    }
}
