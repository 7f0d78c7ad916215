package dev.kinesislake.lab.aws.secrets;

/** What the service refuses, with the name it has on the wire. */
public final class SecretException extends RuntimeException {

    private final SecretError error;

    SecretException(SecretError error, String message) {
        super(message);
        this.error = error;
    }

    public SecretError error() {
        return error;
    }
}
