package dev.kinesislake.table.iceberg;

/** Somebody else has changed the table in between, maybe the same hours. */
public final class ConflictException extends Exception {

    ConflictException(Exception cause) {
        super("the table has changed in between: " + cause.getMessage(), cause);
    }
}
