package dev.kinesislake.redrive.send;

/** The consumer, to be invoked with a batch as the event source mapping does it. */
@FunctionalInterface
public interface LakeConsumer {

    /**
     * Invokes it and waits for its end.
     *
     * @param batch the event with the records
     */
    Answer consume(byte[] batch) throws InterruptedException;

    /** What came of an invocation. */
    sealed interface Answer {}

    /** All of the batch is stored. */
    record Stored() implements Answer {}

    /**
     * The records before one are stored. None is if that is the first; otherwise the batch was too much for one invocation.
     *
     * @param sequenceNumber of that record
     */
    record StoredUpTo(String sequenceNumber) implements Answer {}

    /**
     * Nothing is known to be stored.
     *
     * @param why for a person to read
     */
    record NotStored(String why) implements Answer {}
}
