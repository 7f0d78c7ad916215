package dev.kinesislake.function;

import dev.kinesislake.function.personal.Erased;
import dev.kinesislake.function.store.StoreException;
import dev.kinesislake.function.store.WatchedObject;
import java.io.IOException;
import java.util.Arrays;

/** Who is erased, as it is before a batch. */
@FunctionalInterface
interface ErasedPeople {

    /** Nobody, ever. */
    ErasedPeople NONE = () -> Erased.NONE;

    /**
     * Looks.
     *
     * @throws StoreException if nobody can say: then nothing may be stored
     */
    Erased now() throws StoreException;

    /** Those of the list in an object. */
    static ErasedPeople in(WatchedObject list) {
        return new ErasedPeople() {
            private byte[] known = {};
            private Erased erased = Erased.NONE;

            @Override
            public Erased now() throws StoreException {
                var bytes = list.current();
                if (!Arrays.equals(bytes, known)) {
                    erased = parsed(bytes);
                    known = bytes;
                }
                return erased;
            }
        };
    }

    private static Erased parsed(byte[] bytes) throws StoreException {
        try {
            return bytes.length == 0 ? Erased.NONE : Erased.ofJson(bytes);
        } catch (IOException damaged) {
            throw new StoreException("can't read who is erased: " + damaged.getMessage(), damaged);
        }
    }
}
