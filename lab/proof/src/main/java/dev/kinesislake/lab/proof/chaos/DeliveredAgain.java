package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes up scenarios in which a batch is discarded, delivered again with more records, and redriven before that delivery has stored them:
 * its poller crashes after the on-failure destination has stored the batch and before it has noted that.
 */
final class DeliveredAgain {

    private DeliveredAgain() {}

    static Scenario generate(long seed, Instant start, SplittableRandom random) {
        int batch = random.nextInt(1, 5);
        var settings = new Settings(
                start,
                1,
                1_000,
                batch,
                0,
                1,
                false,
                0,
                ErrorHandling.ENDLESS,
                random.nextInt(2_000),
                900,
                ScenarioGenerator.PUT_PARALLELISM);
        var crash = Duration.ofMillis(random.nextInt(20, 300));
        var steps = List.<Step>of(
                new Step.Put(Duration.ZERO, ReturningBatch.records(1, random), false),
                new Step.CrashPoller(crash, batch + random.nextInt(1, 8), 0));
        var faults = new ArrayList<Fault>();
        faults.add(new Fault.OfProcess(1, Fault.Death.KILLED, 1, 0, 0, Duration.ZERO));
        faults.add(new Fault.OfDestination(1, true));
        // The second delivery stores by its fifth request, 40 s after its begin, and the redrive just behind it.
        faults.add(silent(2, 4));
        faults.add(new Fault.RedriveMeanwhile(1, Duration.ofSeconds(random.nextInt(28, 42))));
        faults.add(silent(3, random.nextInt(3)));
        return new Scenario(seed, settings, steps, faults);
    }

    private static Fault silent(int invocation, int requests) {
        return new Fault.OfPut(invocation, 0, Collections.nCopies(requests, RequestOutcome.SILENT), Duration.ZERO);
    }
}
