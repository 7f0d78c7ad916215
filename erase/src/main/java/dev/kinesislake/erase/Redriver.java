package dev.kinesislake.erase;

/** Has the consumer store a discarded batch, which leaves out who is erased. It is called for one batch at a time. */
@FunctionalInterface
public interface Redriver {

    /** Whether all of the batch is stored now, or was before. */
    boolean redrive(String key) throws InterruptedException;
}
