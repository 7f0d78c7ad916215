package dev.kinesislake.function.store;

import org.jspecify.annotations.Nullable;

/** An object could not be stored. The message names the bucket and the cause's kind, but no key: keys hold what events said. */
public final class StoreException extends Exception {

    private final boolean outage;

    /** An outage: the same PUT may succeed later. */
    public StoreException(String message, @Nullable Throwable cause) {
        this(message, cause, true);
    }

    private StoreException(String message, @Nullable Throwable cause, boolean outage) {
        super(message, cause);
        this.outage = outage;
    }

    /** Another attempt's object stands there: this attempt can't store its rows any more, a later one can. */
    static StoreException ofOtherRows(String message) {
        return new StoreException(message, null, false);
    }

    /** Whether the same attempt may store the object later. */
    public boolean isOutage() {
        return outage;
    }
}
