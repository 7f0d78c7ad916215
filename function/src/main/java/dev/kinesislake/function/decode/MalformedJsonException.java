package dev.kinesislake.function.decode;

/** A text is not strict JSON. Thrown for every broken record of a batch, so without a stack trace. */
final class MalformedJsonException extends Exception {

    private final String path;

    MalformedJsonException(String message, String path) {
        super(message, null, false, false);
        this.path = path;
    }

    /** The JSON path of the value that is broken or that follows the break, such as {@code $.payload.text}. */
    String path() {
        return path;
    }

    /** What is wrong, and at which byte. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
