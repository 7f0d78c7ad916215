package dev.kinesislake.function.store;

import java.time.Duration;

/** Stores objects. Safe for use by many threads. */
@FunctionalInterface
public interface ObjectStore {

    /**
     * Stores an object. When this returns, the object under its key holds its rows, stored by this attempt or by a newer one. When this
     * throws, it may hold them or not.
     *
     * @param atMost how long it may take, retries included
     * @throws StoreException if it can't be stored in that time, or not at all, or must not be stored because a newer attempt's object
     *     with other rows is there
     */
    void put(StoredObject object, Duration atMost) throws StoreException;
}
