package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.proof.chaos.Fault.Outage;
import dev.kinesislake.lab.proof.chaos.Fault.SlowS3;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** How S3 is at a moment: fast, slow, or out of order. */
final class S3State {

    private final Instant start;
    private final List<SlowS3> slow;
    private final List<Outage> outages;
    private final SplittableRandom random;

    /** @param start of the scenario, which its faults count from */
    S3State(Instant start, List<Fault> faults, SplittableRandom random) {
        this.start = start;
        this.slow = only(SlowS3.class, faults);
        this.outages = only(Outage.class, faults);
        this.random = random;
    }

    private static <F> List<F> only(Class<F> kind, List<Fault> faults) {
        return faults.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** How long a request takes to S3, and its answer back. */
    Duration latency(Instant now) {
        var usual = Duration.ofMillis(random.nextInt(5, 40));
        for (var each : slow) {
            if (isWithin(now, each.from(), each.until())) {
                return usual.plus(each.takes());
            }
        }
        return usual;
    }

    /** What all requests are answered now; null if S3 is in order. */
    @Nullable RequestOutcome outage(Instant now) {
        for (var each : outages) {
            if (isWithin(now, each.from(), each.until())) {
                return each.outcome();
            }
        }
        return null;
    }

    private boolean isWithin(Instant now, Duration from, Duration until) {
        return !now.isBefore(start.plus(from)) && now.isBefore(start.plus(until));
    }
}
