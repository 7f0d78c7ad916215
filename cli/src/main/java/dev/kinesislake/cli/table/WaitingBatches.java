package dev.kinesislake.cli.table;

import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.StoredBatches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The discarded batches that nobody has redriven. */
record WaitingBatches(FailedBucket bucket) {

    /** When each one's first record arrived. */
    List<Instant> arrivals() throws InterruptedException {
        var arrivals = new ArrayList<Instant>();
        // One that can't be read is an error: nobody knows which hours miss its records.
        var batches = new StoredBatches(bucket);
        batches.each(Choice.everything(), Set.of(), batch -> {
            if (!batches.isRedriven(batch.key())) {
                arrivals.add(batch.firstArrival());
            }
        });
        return arrivals;
    }

    Optional<Instant> oldest() throws InterruptedException {
        var arrivals = arrivals();
        return arrivals.isEmpty() ? Optional.empty() : Optional.of(Collections.min(arrivals));
    }
}
