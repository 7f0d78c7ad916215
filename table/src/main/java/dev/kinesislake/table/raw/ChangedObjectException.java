package dev.kinesislake.table.raw;

/** An object has changed or gone since it was listed. */
public final class ChangedObjectException extends Exception {

    public ChangedObjectException(String key) {
        super("object " + key + " has changed since it was listed");
    }
}
