package dev.kinesislake.cli;

/** A command can't start or go on; the message is for a person to read. */
public final class CommandException extends RuntimeException {

    public CommandException(String message) {
        super(message);
    }
}
