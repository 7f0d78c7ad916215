package dev.kinesislake.redrive.fix;

/** Changes a record's JSON. */
@FunctionalInterface
public interface Fix {

    /** Leaves it as it was. */
    Fix NONE = data -> data;

    /**
     * The record's new bytes: one JSON text, or several of a line each.
     *
     * @throws CantFixException if it can't be changed
     */
    byte[] apply(byte[] data) throws CantFixException;

    /** A record that can't be fixed; the message says why and quotes nothing of it. */
    final class CantFixException extends Exception {

        CantFixException(String message) {
            super(message);
        }
    }
}
