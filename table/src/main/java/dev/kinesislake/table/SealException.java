package dev.kinesislake.table;

/** A run can't go on. The message is for a person to read. */
public final class SealException extends RuntimeException {

    public SealException(String message) {
        super(message);
    }

    public SealException(String message, Throwable cause) {
        super(message, cause);
    }
}
