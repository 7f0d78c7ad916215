package dev.kinesislake.table;

import java.time.Instant;
import java.util.Optional;

/** How far the consumer has come. */
public interface Frontier {

    /** For a sealer that seals nothing new. */
    Frontier NONE = new Frontier() {
        @Override
        public Instant consumedThrough() {
            return Instant.MIN;
        }

        @Override
        public Optional<Instant> oldestWaiting() {
            return Optional.empty();
        }
    };

    /** Up to when each record is stored, as a row or in a discarded batch. */
    Instant consumedThrough();

    /** When the first record arrived of those that wait in discarded batches; asked for after the other one. */
    Optional<Instant> oldestWaiting();
}
