package dev.kinesislake.lab.aws.mapping;

import java.util.concurrent.atomic.LongAdder;

/** What the lanes of a mapping report, whichever spec they run under. */
final class MappingStatus {

    final LongAdder invocations = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder bisections = new LongAdder();
    final LongAdder recordsSucceeded = new LongAdder();
    final LongAdder batchesDelivered = new LongAdder();
    final LongAdder recordsDelivered = new LongAdder();
    final LongAdder recordsDropped = new LongAdder();
    final IteratorAges iteratorAges = new IteratorAges();
    /** Fired when records are done. */
    final Signal changed = new Signal();
    /** Fired when a lane has ended, which may let a shard's children begin. */
    final Signal laneEnded = new Signal();

    private volatile String lastProcessingResult = "No records processed";

    void ok() {
        lastProcessingResult = "OK";
    }

    void problem(String what) {
        lastProcessingResult = "PROBLEM: " + what;
    }

    String lastProcessingResult() {
        return lastProcessingResult;
    }

    MappingCounters counters() {
        return new MappingCounters(
                invocations.sum(),
                retries.sum(),
                bisections.sum(),
                recordsSucceeded.sum(),
                batchesDelivered.sum(),
                recordsDelivered.sum(),
                recordsDropped.sum());
    }
}
