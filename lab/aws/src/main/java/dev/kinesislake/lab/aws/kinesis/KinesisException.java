package dev.kinesislake.lab.aws.kinesis;

/** What the service refuses, with the name it has on the wire. */
public final class KinesisException extends RuntimeException {

    private final KinesisError error;

    public KinesisException(KinesisError error, String message) {
        super(message);
        this.error = error;
    }

    public KinesisError error() {
        return error;
    }
}
