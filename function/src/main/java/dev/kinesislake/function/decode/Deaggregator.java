package dev.kinesislake.function.decode;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes apart the Kinesis records that the Kinesis Producer Library puts together from several user records (Amazon Kinesis
 * Producer Library, "KPL Aggregated Record Format"): four magic bytes, a Protocol Buffers message, and the message's MD5.
 *
 * <p>What only looks like an aggregate is a user record of its own, as it is to the Kinesis Client Library, so no byte that the
 * stream took can vanish here.
 */
public final class Deaggregator {

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int DIGEST_LENGTH = 16;

    private Deaggregator() {}

    /** The user records of a Kinesis record, at least one, in their order. */
    public static List<UserRecord> userRecords(KinesisRecord record) {
        if (looksAggregated(record.data())) {
            try {
                var userRecords = parse(record);
                if (!userRecords.isEmpty()) {
                    return userRecords;
                }
            } catch (ProtobufReader.BadMessageException notAnAggregate) {
                // falls through: a record of its own
            }
        }
        var position = new Position(record.shardId(), record.sequenceNumber(), null);
        return List.of(new UserRecord(position, record.partitionKey(), record.arrivalTime(), record.data()));
    }

    private static boolean looksAggregated(byte[] data) {
        if (data.length < MAGIC.length + DIGEST_LENGTH
                || !Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return false;
        }
        int end = data.length - DIGEST_LENGTH;
        var digest = md5();
        digest.update(data, MAGIC.length, end - MAGIC.length);
        return Arrays.equals(digest.digest(), Arrays.copyOfRange(data, end, data.length));
    }

    private static List<UserRecord> parse(KinesisRecord record) throws ProtobufReader.BadMessageException {
        int length = record.data().length - MAGIC.length - DIGEST_LENGTH;
        var message = new ProtobufReader(ByteBuffer.wrap(record.data(), MAGIC.length, length));
        var partitionKeys = new ArrayList<String>();
        var messages = new ArrayList<ProtobufReader>();
        while (message.hasNext()) {
            switch (message.nextField()) {
                case 1 -> partitionKeys.add(message.string());
                case 3 -> messages.add(message.message());
                default -> message.skip(); // 2: explicit hash keys, which only routing needs
            }
        }
        var userRecords = new ArrayList<UserRecord>(messages.size());
        for (var user : messages) {
            long partitionKey = -1;
            byte[] data = null;
            while (user.hasNext()) {
                switch (user.nextField()) {
                    case 1 -> partitionKey = user.varint();
                    case 3 -> data = user.bytes();
                    default -> user.skip(); // 2: explicit hash key, 4: tags
                }
            }
            if (data == null || partitionKey < 0 || partitionKey >= partitionKeys.size()) {
                throw new ProtobufReader.BadMessageException(
                        "no data, or partition key " + partitionKey + " of " + partitionKeys.size());
            }
            userRecords.add(new UserRecord(
                    new Position(record.shardId(), record.sequenceNumber(), (long) userRecords.size()),
                    partitionKeys.get((int) partitionKey),
                    record.arrivalTime(),
                    data));
        }
        return userRecords;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5"); // the format's checksum, not a protection
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
