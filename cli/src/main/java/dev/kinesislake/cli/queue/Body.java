package dev.kinesislake.cli.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;

/** What a message brings: a record's data, or nothing that could be one. */
sealed interface Body {

    /** A record's data. */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
    record Data(byte[] bytes) implements Body {}

    /**
     * No record.
     *
     * @param reason a few words for a person
     */
    record Unusable(String reason) implements Body {}

    /**
     * Reads a message: a text in UTF-8, bytes as they are. Objects are never deserialised: what they hold decides what code runs.
     * Reading takes no connection, so any exception means that the body is broken and stays so.
     *
     * @param longest the most bytes that a record may have
     */
    static Body of(Message message, int longest) {
        try {
            return read(detached(message), longest);
        } catch (JMSException | RuntimeException | OutOfMemoryError | AssertionError broken) {
            // The client allocates what a broken length says, and asserts. Messages of exceptions may contain event
            // data.
            return new Unusable(
                    "its body can't be decoded: " + broken.getClass().getSimpleName());
        }
    }

    /** A message to decode: the client changes the content of one that it can't, which is then no longer what to keep. */
    private static Message detached(Message message) {
        var original = (ActiveMQMessage) message;
        var copy = (ActiveMQMessage) original.copy();
        var content = original.getContent();
        if (content != null) {
            copy.setContent(new ByteSequence(content.data, content.offset, content.length));
        }
        return copy;
    }

    private static Body read(Message message, int longest) throws JMSException {
        if (message instanceof TextMessage text) {
            if (message instanceof ActiveMQTextMessage received && hasWrongLength(received)) {
                return new Unusable("its text doesn't have the length that it says");
            }
            return ofText(text.getText(), longest);
        }
        if (message instanceof BytesMessage bytes) {
            long inflated = inflatedLength((ActiveMQMessage) message);
            if (inflated > longest) {
                return tooLarge(inflated, longest);
            }
            return ofBytes(bytes, longest);
        }
        return new Unusable("it is neither a text nor a bytes message");
    }

    /** A client that decodes such a text drops what the length leaves out. */
    private static boolean hasWrongLength(ActiveMQTextMessage message) {
        var content = message.getContent();
        if (content == null || message.isCompressed()) {
            return false;
        }
        return content.length < Integer.BYTES
                || ByteBuffer.wrap(content.data, content.offset, content.length).getInt()
                        != content.length - Integer.BYTES;
    }

    /** What compressed bytes say to become, unsigned: the client allocates that much before it looks at them. */
    private static long inflatedLength(ActiveMQMessage message) {
        var content = message.getContent();
        return content == null || !message.isCompressed() || content.length < Integer.BYTES
                ? 0
                : Integer.toUnsignedLong(ByteBuffer.wrap(content.data, content.offset, content.length)
                        .getInt());
    }

    private static Body ofText(String text, int longest) {
        try {
            var encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text == null ? "" : text));
            if (encoded.remaining() > longest) {
                return tooLarge(encoded.remaining(), longest);
            }
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return new Data(bytes);
        } catch (CharacterCodingException halfAPair) {
            return new Unusable("its text has half a surrogate pair, which UTF-8 has no bytes for");
        }
    }

    private static Body ofBytes(BytesMessage message, int longest) throws JMSException {
        if (message.getBodyLength() > longest) {
            return tooLarge(message.getBodyLength(), longest);
        }
        var bytes = new byte[(int) message.getBodyLength()];
        message.reset();
        message.readBytes(bytes);
        return new Data(bytes);
    }

    static Unusable tooLarge(long length, int longest) {
        return new Unusable("it has " + length + " bytes, allowed are up to " + longest);
    }
}
