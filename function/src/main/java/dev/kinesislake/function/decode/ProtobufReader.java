package dev.kinesislake.function.decode;

import java.nio.ByteBuffer;

/**
 * Reads a Protocol Buffers message field by field (Protocol Buffers, "Encoding"). The three message types of a KPL aggregate don't
 * justify 2 MB of library inside the Lambda.
 */
final class ProtobufReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer buffer;
    private int wireType;

    ProtobufReader(ByteBuffer buffer) {
        this.buffer = buffer.slice();
    }

    boolean hasNext() {
        return buffer.hasRemaining();
    }

    /** Moves to the next field and returns its number. */
    int nextField() throws BadMessageException {
        wireType = VARINT;
        long tag = varint();
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw new BadMessageException("tag " + Long.toUnsignedString(tag));
        }
        wireType = (int) (tag & 7);
        return (int) (tag >>> 3);
    }

    long varint() throws BadMessageException {
        expect(VARINT);
        long value = 0;
        for (int shift = 0; shift < 64 && buffer.hasRemaining(); shift += 7) {
            byte next = buffer.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new BadMessageException("a varint without an end");
    }

    byte[] bytes() throws BadMessageException {
        var slice = delimited();
        var bytes = new byte[slice.remaining()];
        slice.get(bytes);
        return bytes;
    }

    ProtobufReader message() throws BadMessageException {
        return new ProtobufReader(delimited());
    }

    void skip() throws BadMessageException {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> take(8);
            case LENGTH_DELIMITED -> delimited();
            case FIXED32 -> take(4);
            default -> throw new BadMessageException("wire type " + wireType);
        }
    }

    private ByteBuffer delimited() throws BadMessageException {
        expect(LENGTH_DELIMITED);
        wireType = VARINT;
        return take(varint());
    }

    private ByteBuffer take(long length) throws BadMessageException {
        if (length < 0 || length > buffer.remaining()) {
            throw new BadMessageException(length + " bytes wanted, " + buffer.remaining() + " left");
        }
        var slice = buffer.slice(buffer.position(), (int) length);
        buffer.position(buffer.position() + (int) length);
        return slice;
    }

    private void expect(int wanted) throws BadMessageException {
        if (wireType != wanted) {
            throw new BadMessageException("wire type " + wireType + ", expected " + wanted);
        }
    }

    /** The bytes are no such message. */
    static final class BadMessageException extends Exception {
        BadMessageException(String message) {
            super(message);
        }
    }
}
