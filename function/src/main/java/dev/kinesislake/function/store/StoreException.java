package dev.kinesislake.function.store;

import org.jspecify.annotations.Nullable;

/** An object could not be stored. The message names the bucket and the cause's kind, but no key: keys hold what events said. */
public final class StoreException extends Exception {

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
