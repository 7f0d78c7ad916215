package dev.kinesislake.table;

/** A run can't go on. The message is for a person to read. */
public final class SealException extends RuntimeException {

    SealException(String message, Throwable cause) {
        super(message, cause);
    }
}
