package dev.kinesislake.producer.cli;

/** Sending can't start or go on; the message is for a person to read. */
final class SendException extends RuntimeException {

    SendException(String message) {
        super(message);
    }
}
