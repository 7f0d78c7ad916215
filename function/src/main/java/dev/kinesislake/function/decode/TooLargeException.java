package dev.kinesislake.function.decode;

/** A Kinesis record is beyond the bounds. Without a stack trace, as many may come. */
final class TooLargeException extends Exception {

    TooLargeException(String message) {
        super(message, null, false, false);
    }

    /** For a person to read. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
