package dev.kinesislake.lab.aws;

import org.jspecify.annotations.Nullable;

/** The local AWS can't start. The message is one line for the person at the keyboard. */
public final class LocalAwsException extends RuntimeException {

    LocalAwsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
