package dev.kinesislake.redrive.send;

import java.util.Optional;

/** The consumer, to be invoked with a batch as the event source mapping does it. */
@FunctionalInterface
public interface LakeConsumer {

    /**
     * Invokes it and waits for its end.
     *
     * @param batch the event with the records
     * @return why the batch isn't stored; empty where all of it is
     */
    Optional<String> consume(byte[] batch) throws InterruptedException;
}
