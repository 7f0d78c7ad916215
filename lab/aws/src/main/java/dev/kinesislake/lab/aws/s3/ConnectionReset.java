package dev.kinesislake.lab.aws.s3;

/** Thrown by {@link Faults}: the client gets no answer, but has its connection reset. */
public final class ConnectionReset extends RuntimeException {

    /** Resets the connection of the call in hand. */
    public ConnectionReset() {
        super("the connection is reset");
    }
}
