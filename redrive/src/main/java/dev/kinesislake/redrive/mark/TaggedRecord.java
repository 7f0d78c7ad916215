package dev.kinesislake.redrive.mark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.AggregateFormat;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * A record of a row's events that carries the token of its redrive: a KPL aggregate of a single user record (Amazon Kinesis Producer
 * Library, "KPL Aggregated Record Format"), whose tag holds the token. The event's own bytes stay as they are, and consumers that take
 * aggregates apart pass over tags; so two redriven events with the same bytes can be told apart, and from one that the website sends.
 */
public final class TaggedRecord {

    private static final int TOKEN_LENGTH = 36;
    private static final byte[] NAME = "lake-redrive".getBytes(US_ASCII);
    /** Up to the token: its tag's key as field 1, and the head of its value, field 2. */
    private static final byte[] TAG_HEAD = tagHead();

    private TaggedRecord() {}

    /** The record's bytes. */
    public static byte[] of(String partitionKey, byte[] event, UUID token) {
        var tag = new ByteArrayOutputStream();
        tag.writeBytes(TAG_HEAD);
        tag.writeBytes(token.toString().getBytes(US_ASCII));
        var user = new ByteArrayOutputStream(event.length + 96);
        user.writeBytes(new byte[] {0x08, 0}); // the first of the partition keys
        write(3, event, user);
        write(4, tag.toByteArray(), user); // last, where tokenOf looks for it
        var message = new ByteArrayOutputStream(event.length + 192);
        write(1, partitionKey.getBytes(UTF_8), message);
        write(3, user.toByteArray(), message);
        var record = new ByteArrayOutputStream(event.length + 256);
        record.writeBytes(AggregateFormat.magic());
        record.writeBytes(message.toByteArray());
        record.writeBytes(AggregateFormat.digest(message.toByteArray(), 0, message.size()));
        return record.toByteArray();
    }

    /** The token of a record that {@link #of} has made; empty for any other. */
    public static Optional<UUID> tokenOf(byte[] record) {
        int token = record.length - AggregateFormat.DIGEST_LENGTH - TOKEN_LENGTH;
        int head = token - TAG_HEAD.length;
        if (head < AggregateFormat.MAGIC_LENGTH
                || !AggregateFormat.hasMagic(record)
                || !Arrays.equals(record, head, token, TAG_HEAD, 0, TAG_HEAD.length)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(new String(record, token, TOKEN_LENGTH, US_ASCII)));
        } catch (IllegalArgumentException noToken) {
            return Optional.empty();
        }
    }

    private static byte[] tagHead() {
        var head = new ByteArrayOutputStream();
        write(1, NAME, head);
        writeHead(2, TOKEN_LENGTH, head);
        return head.toByteArray();
    }

    private static void write(int field, byte[] bytes, ByteArrayOutputStream to) {
        writeHead(field, bytes.length, to);
        to.writeBytes(bytes);
    }

    /** A field that has its length in front (Protocol Buffers, "Encoding"). */
    private static void writeHead(int field, int length, ByteArrayOutputStream to) {
        to.write((field << 3) | 2);
        int rest = length;
        while (rest > 0x7F) {
            to.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        to.write(rest);
    }
}
