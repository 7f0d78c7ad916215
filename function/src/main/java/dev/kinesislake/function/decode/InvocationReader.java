package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the batch of an invocation (AWS Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data
 * Streams"). It reads the JSON itself, since turning it into {@code KinesisEvent} costs as much as compressing the batch.
 */
public final class InvocationReader {

    private static final byte[] RECORDS = "Records".getBytes(US_ASCII);
    private static final byte[] REPLACES_UNTIL = KinesisBatch.REPLACES_UNTIL.getBytes(US_ASCII);
    private static final byte[] STREAM = "eventSourceARN".getBytes(US_ASCII);
    private static final byte[] EVENT_ID = "eventID".getBytes(US_ASCII);
    private static final byte[] KINESIS = "kinesis".getBytes(US_ASCII);
    private static final byte[] PARTITION_KEY = "partitionKey".getBytes(US_ASCII);
    private static final byte[] SEQUENCE_NUMBER = "sequenceNumber".getBytes(US_ASCII);
    private static final byte[] DATA = "data".getBytes(US_ASCII);
    private static final byte[] ARRIVAL = "approximateArrivalTimestamp".getBytes(US_ASCII);

    /** Digits that a long holds as milliseconds with room to spare. */
    private static final int MAX_DIGITS = 15;

    private final JsonCursor json;

    /** A batch is of one shard: its id is made a string once, and compared with where that stood afterwards. */
    private String shardId = "";

    private int shardStart;
    private int shardEnd;

    /** As the first record has it. */
    private @Nullable String stream;

    private InvocationReader(byte[] invocation, int length) {
        this.json = new JsonCursor(invocation, length);
    }

    /**
     * The batch of an invocation.
     *
     * @throws IOException if the invocation is no batch of Kinesis records
     */
    public static KinesisBatch read(InputStream invocation) throws IOException {
        var bytes = invocation.readAllBytes();
        return read(bytes, bytes.length);
    }

    /** The batch of an invocation that is the first {@code length} bytes. */
    static KinesisBatch read(byte[] bytes, int length) throws IOException {
        return new InvocationReader(bytes, length).batch();
    }

    private KinesisBatch batch() throws IOException {
        Instant replacesUntil = null;
        var records = new ArrayList<KinesisRecord>();
        boolean found = false;
        json.open('{');
        while (json.nextMember()) {
            if (json.isNamed(RECORDS)) {
                found = true;
                json.open('[');
                while (json.nextElement()) {
                    records.add(record(records.size()));
                }
            } else if (json.isNamed(REPLACES_UNTIL)) {
                replacesUntil = instant();
            } else {
                json.skip();
            }
        }
        if (!found) {
            throw new IOException("the invocation has no Records: it is no batch of an event source mapping");
        }
        return new KinesisBatch(stream == null ? "" : stream, records, Optional.ofNullable(replacesUntil));
    }

    private Instant instant() throws IOException {
        json.scalar();
        try {
            return Instant.parse(json.text());
        } catch (DateTimeException noInstant) {
            throw new IOException(
                    KinesisBatch.REPLACES_UNTIL + " is " + json.text()
                            + ", expected an instant such as 2026-11-23T11:33:31Z",
                    noInstant);
        }
    }

    private KinesisRecord record(int index) throws IOException {
        String shard = null;
        String partitionKey = null;
        String sequenceNumber = null;
        byte[] data = null;
        Instant arrival = null;
        json.open('{');
        while (json.nextMember()) {
            if (json.isNamed(EVENT_ID)) {
                shard = shardId();
            } else if (stream == null && json.isNamed(STREAM)) {
                json.scalar();
                stream = json.text();
            } else if (json.isNamed(KINESIS)) {
                json.open('{');
                while (json.nextMember()) {
                    if (json.kind() == 'n') {
                        json.skip(); // null is as good as missing
                    } else if (json.isNamed(DATA)) {
                        data = json.base64();
                    } else if (json.isNamed(SEQUENCE_NUMBER)) {
                        json.scalar();
                        sequenceNumber = json.text();
                    } else if (json.isNamed(PARTITION_KEY)) {
                        json.scalar();
                        partitionKey = json.text();
                    } else if (json.isNamed(ARRIVAL)) {
                        json.scalar();
                        arrival = Instant.ofEpochMilli(milliseconds());
                    } else {
                        json.skip();
                    }
                }
            } else {
                json.skip();
            }
        }
        return new KinesisRecord(
                required(shard, "eventID", index),
                required(sequenceNumber, "kinesis.sequenceNumber", index),
                required(partitionKey, "kinesis.partitionKey", index),
                required(arrival, "kinesis.approximateArrivalTimestamp", index),
                required(data, "kinesis.data", index));
    }

    /** An event's id is {@code <shard id>:<sequence number>}. */
    private String shardId() throws IOException {
        json.scalar();
        int start = json.start();
        int colon = start;
        while (colon < json.end() && json.byteAt(colon) != ':') {
            colon++;
        }
        if (colon == start || colon == json.end()) {
            throw new IOException("eventID is " + json.text() + ", expected <shard id>:<sequence number>");
        }
        if (!json.same(start, colon, shardStart, shardEnd)) {
            shardId = json.text(start, colon);
            shardStart = start;
            shardEnd = colon;
        }
        return shardId;
    }

    /** Seconds since 1970, such as {@code 1545084650.987}, as whole milliseconds. */
    private long milliseconds() throws IOException {
        long milliseconds = 0;
        int decimals = -1;
        for (int i = json.start(); i < json.end(); i++) {
            byte digit = json.byteAt(i);
            if (digit == '.' && decimals < 0) {
                decimals = 0;
            } else if (digit < '0' || digit > '9' || i - json.start() > MAX_DIGITS) {
                return anyMilliseconds();
            } else if (decimals < 3) {
                milliseconds = milliseconds * 10 + digit - '0';
                decimals += decimals < 0 ? 0 : 1;
            }
        }
        for (int missing = Math.max(decimals, 0); missing < 3; missing++) {
            milliseconds *= 10;
        }
        return milliseconds;
    }

    /** For numbers in another spelling, such as {@code 1.545084650987E9}. */
    private long anyMilliseconds() throws IOException {
        try {
            return new BigDecimal(json.text()).movePointRight(3).longValue();
        } catch (NumberFormatException noNumber) {
            throw new IOException("approximateArrivalTimestamp is " + json.text() + ", expected a number", noNumber);
        }
    }

    private static <T> T required(@Nullable T value, String name, int index) throws IOException {
        if (value == null) {
            throw new IOException("record " + index + " of the batch has no " + name);
        }
        return value;
    }
}
