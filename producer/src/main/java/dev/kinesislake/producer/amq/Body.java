package dev.kinesislake.producer.amq;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

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
     *
     * @param longest the most bytes that a record may have
     */
    static Body of(Message message, int longest) throws JMSException {
        if (message instanceof TextMessage text) {
            return ofText(text.getText(), longest);
        }
        if (message instanceof BytesMessage bytes) {
            return ofBytes(bytes, longest);
        }
        return new Unusable("it is neither a text nor a bytes message");
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
