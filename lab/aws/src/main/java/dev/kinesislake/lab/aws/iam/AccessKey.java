package dev.kinesislake.lab.aws.iam;

/** What a client signs its requests with. */
public record AccessKey(String id, String secret) {

    /** The key of the person at the keyboard: known to everyone, for a server that only this machine reaches. */
    public static final AccessKey PERSON = new AccessKey("test", "test");

    @Override
    public String toString() {
        return id;
    }
}
