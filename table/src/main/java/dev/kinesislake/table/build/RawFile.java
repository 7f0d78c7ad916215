package dev.kinesislake.table.build;

import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.store.Attempt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * An object of the lake on the local disk.
 *
 * @param attempt that stored it, as its footer names it; empty for an object of an earlier version
 */
record RawFile(Path path, Optional<Attempt> attempt) {

    /** An object without an attempt is the oldest. Among equals, names decide, so that builds of the same objects are the same. */
    static final Comparator<RawFile> BY_AGE = Comparator.comparing(
                    (RawFile file) -> file.attempt,
                    Comparator.comparing((Optional<Attempt> attempt) -> attempt.isPresent())
                            .thenComparing(attempt -> attempt.orElse(new Attempt(Instant.EPOCH, ""))))
            .thenComparing(RawFile::path);

    /** Reads which attempt stored an object. */
    static RawFile of(Path path, byte[] object) throws IOException {
        return new RawFile(path, Attempt.parse(Footer.of(object).metadata().getOrDefault(EventParquet.ATTEMPT, "")));
    }
}
