package dev.kinesislake.erase;

import dev.kinesislake.erase.people.People;
import java.time.Instant;

/** Tells the consumer whose rows it must not store any more. */
@FunctionalInterface
public interface Tombstones {

    /**
     * Covers their events that arrived before a moment. When this returns, each batch that begins from now on goes by it.
     *
     * @param before rows that arrive later are stored: customers return
     */
    void add(People people, Instant before);
}
