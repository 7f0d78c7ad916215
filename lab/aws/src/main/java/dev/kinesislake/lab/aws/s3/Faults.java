package dev.kinesislake.lab.aws.s3;

/**
 * Makes S3 fail, for tests of what happens then: whatever it throws, such as {@link S3Errors#slowDown()}, is S3's answer; a {@link
 * ConnectionReset} resets the connection instead. While it waits, the client waits. It is called by many threads at once.
 */
@FunctionalInterface
public interface Faults {

    /** S3 as it should be. */
    Faults NONE = (moment, call) -> {};

    /** When a call can fail. */
    enum Moment {
        /** Nothing is done. */
        BEFORE,
        /** It is done, but the client doesn't hear of it. */
        AFTER
    }

    /** Called for each call that the caller is allowed to make, at both moments. */
    void on(Moment moment, S3Call call);
}
