package dev.kinesislake.function;

import dev.kinesislake.function.personal.Erased;
import dev.kinesislake.function.store.StoreException;

/** Who is erased, as it is before a batch. */
@FunctionalInterface
public interface ErasedPeople {

    /** Nobody, ever. */
    ErasedPeople NONE = () -> Erased.NONE;

    /**
     * Looks.
     *
     * @throws StoreException if nobody can say: then nothing may be stored
     */
    Erased now() throws StoreException;
}
