package dev.kinesislake.erase;

/** Erasing can't go on; the message is for a person. */
public final class EraseException extends RuntimeException {

    public EraseException(String message) {
        super(message);
    }

    public EraseException(String message, Throwable cause) {
        super(message, cause);
    }
}
