package dev.kinesislake.table.iceberg;

/** Somebody else has changed the table in between, maybe the same hours. */
public final class ConflictException extends Exception {

    public ConflictException(String what) {
        super("the table has changed in between: " + what);
    }

    ConflictException(Exception cause) {
        super("the table has changed in between: " + cause.getMessage(), cause);
    }
}
