package dev.kinesislake.redrive;

import org.jspecify.annotations.Nullable;

/** A redrive can't start or go on; the message is for a person to read. */
public final class RedriveException extends RuntimeException {

    public RedriveException(String message) {
        this(message, null);
    }

    public RedriveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
