package dev.kinesislake.function.decode;

/** Bytes are not in the format that their first ones say. Without a stack trace, as many may come. */
final class BadCompressionException extends Exception {

    BadCompressionException(String message) {
        super(message, null, false, false);
    }

    /** For a person to read. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
