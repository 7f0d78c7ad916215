package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes apart the Kinesis records that the Kinesis Producer Library puts together from several user records
 * ({@link AggregateFormat}).
 *
 * <p>What only looks like an aggregate is a user record of its own, as it is to the Kinesis Client Library, so no byte that the
 * stream took can vanish here. So is an aggregate beyond the bounds: each failed row repeats its partition key, and a record of
 * 1 MB could otherwise become gigabytes. The bounds are constants, so that a retry takes a record apart as the first try did.
 */
final class Deaggregator {

    /** User records in one Kinesis record, each of which is a row at least. */
    static final int MAX_USER_RECORDS = RecordDecoder.MAX_EVENTS;

    /** Unicode characters in a partition key (Kinesis API Reference, "PutRecords"). */
    static final int MAX_KEY_CHARACTERS = 256;

    /** Four bytes per character is the most that UTF-8 takes. */
    private static final int MAX_KEY_BYTES = 4 * MAX_KEY_CHARACTERS;

    private Deaggregator() {}

    /**
     * The user records of a Kinesis record, at least one, in their order.
     *
     * @throws TooLargeException if it's an aggregate beyond the bounds
     */
    static List<UserRecord> userRecords(KinesisRecord record) throws TooLargeException {
        if (looksAggregated(record.data())) {
            try {
                var userRecords = parse(record);
                if (!userRecords.isEmpty()) {
                    return userRecords;
                }
            } catch (ProtobufReader.BadMessageException notTakenApart) {
                // falls through: a record of its own
            }
        }
        return List.of(UserRecord.of(record));
    }

    private static boolean looksAggregated(byte[] data) {
        if (data.length < AggregateFormat.MAGIC_LENGTH + AggregateFormat.DIGEST_LENGTH
                || !AggregateFormat.hasMagic(data)) {
            return false;
        }
        int end = data.length - AggregateFormat.DIGEST_LENGTH;
        return Arrays.equals(
                AggregateFormat.digest(data, AggregateFormat.MAGIC_LENGTH, end),
                Arrays.copyOfRange(data, end, data.length));
    }

    private static List<UserRecord> parse(KinesisRecord record)
            throws ProtobufReader.BadMessageException, TooLargeException {
        var fields = Fields.of(record.data());
        var partitionKeys = fields.partitionKeys();
        var userRecords = new ArrayList<UserRecord>(fields.userRecords().size());
        for (var user : fields.userRecords()) {
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

    /** An aggregate's own fields, within the bounds. */
    private record Fields(List<String> partitionKeys, List<ProtobufReader> userRecords) {

        static Fields of(byte[] data) throws ProtobufReader.BadMessageException, TooLargeException {
            int length = data.length - AggregateFormat.MAGIC_LENGTH - AggregateFormat.DIGEST_LENGTH;
            var message = new ProtobufReader(ByteBuffer.wrap(data, AggregateFormat.MAGIC_LENGTH, length));
            var fields = new Fields(new ArrayList<>(), new ArrayList<>());
            while (message.hasNext()) {
                switch (message.nextField()) {
                    case 1 -> {
                        requireAtMost(MAX_USER_RECORDS, fields.partitionKeys.size() + 1, "partition keys");
                        fields.partitionKeys.add(partitionKey(message.bytes()));
                    }
                    case 3 -> {
                        requireAtMost(MAX_USER_RECORDS, fields.userRecords.size() + 1, "user records");
                        fields.userRecords.add(message.message());
                    }
                    default -> message.skip(); // 2: explicit hash keys, which only routing needs
                }
            }
            return fields;
        }

        private static String partitionKey(byte[] bytes) throws TooLargeException {
            var key = new String(bytes, 0, Math.min(bytes.length, MAX_KEY_BYTES), UTF_8);
            if (bytes.length > MAX_KEY_BYTES || key.codePointCount(0, key.length()) > MAX_KEY_CHARACTERS) {
                throw new TooLargeException("is an aggregate with a partition key of " + bytes.length
                        + " bytes, allowed are " + MAX_KEY_CHARACTERS + " characters");
            }
            return key;
        }

        private static void requireAtMost(int max, int count, String what) throws TooLargeException {
            if (count > max) {
                throw new TooLargeException("is an aggregate of more " + what + " than " + max);
            }
        }
    }
}
