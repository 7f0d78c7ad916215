package dev.kinesislake.table.frontier;

import dev.kinesislake.table.Frontier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How far a stack's consumer has come. */
public record StackFrontier(ConsumerMetrics metrics, WaitingBatches waiting, InstantSource clock) implements Frontier {

    @Override
    public Instant consumedThrough() {
        var now = clock.instant();
        long period = ConsumerMetrics.PERIOD.toSeconds();
        long from = now.minus(ConsumerProgress.LOOK_BACK).getEpochSecond();
        return ConsumerProgress.consumedThrough(
                metrics.since(Instant.ofEpochSecond(from - Math.floorMod(from, period)), now), now);
    }

    @Override
    public Optional<Instant> oldestWaiting() {
        return waiting.oldest();
    }
}
