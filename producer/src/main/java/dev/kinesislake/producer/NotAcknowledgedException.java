package dev.kinesislake.producer;

import org.jspecify.annotations.Nullable;

/** A record was given up: the stream has not acknowledged it. */
public final class NotAcknowledgedException extends RuntimeException {

    private final boolean mayBeStored;

    NotAcknowledgedException(String message, @Nullable Throwable cause, boolean mayBeStored) {
        super(message, cause);
        this.mayBeStored = mayBeStored;
    }

    /**
     * Whether the record may be on the stream all the same: a call that it was in ended without an answer. Sending it again may
     * then store it twice.
     */
    public boolean mayBeStored() {
        return mayBeStored;
    }
}
