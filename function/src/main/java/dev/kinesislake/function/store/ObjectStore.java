package dev.kinesislake.function.store;

import java.time.Duration;

/** Where objects go. Safe for use by many threads. */
@FunctionalInterface
public interface ObjectStore {

    /**
     * Stores an object, over any that has its key. It is stored when this returns; when this throws it may be or not.
     *
     * @param atMost how long it may take, retries included
     * @throws StoreException if it can't be stored in that time, or not at all
     */
    void put(StoredObject object, Duration atMost) throws StoreException;
}
