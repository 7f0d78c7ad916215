package dev.kinesislake.lab.aws.glue;

/** What the service refuses, with the name it has on the wire. */
public final class GlueException extends RuntimeException {

    private final GlueError error;

    public GlueException(GlueError error, String message) {
        super(message);
        this.error = error;
    }

    public GlueError error() {
        return error;
    }
}
