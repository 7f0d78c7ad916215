package dev.kinesislake.cli.input;

/**
 * A piece of a file that is to be an event.
 *
 * @param line where it begins, from 1
 * @param bytes as they stand in the file; empty where the piece is too long to be held
 * @param length of the piece, in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record RawEvent(long line, byte[] bytes, long length) {

    /** Whether the piece was too long to be held. */
    public boolean isCut() {
        return length > bytes.length;
    }
}
