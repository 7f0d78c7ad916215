package dev.kinesislake.erase;

import java.time.Instant;

/** Hears how erasing goes on. */
public interface EraseListener {

    /** Objects of a place have been looked into. */
    void looked(Place place, int objects);

    /** An object can't be cleaned now; the message says what a person can do. */
    void left(String message);

    /** Everything is clean so far; what was under way before the erasure began may store rows until then. */
    void waiting(Instant until);
}
