package dev.kinesislake.cli.queue;

import org.jspecify.annotations.Nullable;

/** A queue can't be read, or no further; nothing is lost by it. The message is for a person to read. */
public final class QueueException extends RuntimeException {

    QueueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
