package dev.kinesislake.table.build;

import org.jspecify.annotations.Nullable;

/** An hour can't be built, and others can. The message says why, and doesn't quote an event. */
public final class UnbuiltHourException extends Exception {

    public UnbuiltHourException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
