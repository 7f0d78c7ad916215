package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.lab.aws.lambda.Invoker.Outcome;
import dev.kinesislake.lab.aws.lambda.LambdaFunction;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a batch to its end: every record of it done by the function, or discarded. Knows nothing of threads but that it is
 * interrupted to stop.
 */
final class BatchProcessor {

    /** The last invocation of a batch; nothing where there was none. */
    private record Attempt(@Nullable Outcome outcome, BatchResult result) {}

    private final String shardId;
    private final MappingSpec spec;
    private final KinesisEventWriter writer;
    private final RetryPolicy policy;
    private final Invoker function;
    private final @Nullable FailureDestination destination;
    private final MappingTiming timing;
    private final Supplier<UUID> random;
    private final MappingStatus status;
    private final WorkGuard guard;

    BatchProcessor(
            String shardId,
            MappingSpec spec,
            KinesisEventWriter writer,
            Invoker function,
            @Nullable FailureDestination destination,
            MappingTiming timing,
            Supplier<UUID> random,
            MappingStatus status,
            WorkGuard guard) {
        this.shardId = shardId;
        this.spec = spec;
        this.writer = writer;
        this.policy = new RetryPolicy(spec.errorHandling());
        this.function = function;
        this.destination = destination;
        this.timing = timing;
        this.random = random;
        this.status = status;
        this.guard = guard;
    }

    /**
     * Returns when no record is left to do.
     *
     * @param left told the records that are still to do, whenever some are done
     * @throws InterruptedException if it is to stop: what it told last is still to do
     */
    void process(Batch whole, Consumer<Batch> left) throws InterruptedException {
        var batches = new ArrayDeque<Batch>();
        batches.add(whole);
        var failures = 0;
        while (!batches.isEmpty()) {
            var batch = batches.removeFirst();
            var expired = policy.expired(batch, timing.clock().instant());
            if (expired > 0) {
                discard(batch.first(expired), DiscardCondition.RECORD_AGE_EXCEEDED, null);
                if (expired < batch.size()) {
                    batches.addFirst(batch.from(expired));
                }
                tell(batches, left);
                continue;
            }
            var size = writer.size(batch);
            if (size > KinesisEventWriter.MAX_BYTES) {
                status.problem("record " + batch.records().get(0).record().sequenceNumber() + " of " + shardId
                        + " makes an event of " + size + " bytes, but an invocation may have "
                        + KinesisEventWriter.MAX_BYTES);
                discard(batch, DiscardCondition.RETRY_ATTEMPTS_EXHAUSTED, null);
                tell(batches, left);
                continue;
            }
            var attempt = invoke(batch, writer.write(batch, size));
            var next = policy.after(batch, attempt.result());
            for (var i = next.again().size() - 1; i >= 0; i--) {
                batches.addFirst(next.again().get(i));
            }
            if (next.isBisected()) {
                status.bisections.increment();
            }
            if (next.discarded() != null) {
                discard(next.discarded(), DiscardCondition.RETRY_ATTEMPTS_EXHAUSTED, attempt);
            }
            tell(batches, left);
            if (attempt.result() instanceof BatchResult.FailedFrom from && from.index() > 0) {
                // Some records are done.
                failures = 0;
            }
            if (next.again().isEmpty()) {
                failures = 0;
            } else {
                failures++;
                timing.pause().pause(timing.backoff(failures));
            }
        }
    }

    private static void tell(ArrayDeque<Batch> batches, Consumer<Batch> left) {
        var next = batches.peekFirst();
        if (next != null) {
            left.accept(next);
        }
    }

    private Attempt invoke(Batch batch, byte[] payload) throws InterruptedException {
        Outcome outcome;
        var last = batch.records().get(batch.size() - 1).record();
        status.iteratorAges.add(timing.clock().instant(), last.arrival());
        try {
            outcome = guard.whole(() -> function.invoke(payload));
        } catch (RuntimeException e) {
            status.problem("internal Lambda error: " + e);
            return new Attempt(null, new BatchResult.NotInvoked());
        }
        status.invocations.increment();
        if (batch.invocations() > 0) {
            status.retries.increment();
        }
        var result = BatchResponse.read(outcome, batch, spec.errorHandling().reportBatchItemFailures());
        if (result instanceof BatchResult.Succeeded) {
            status.ok();
            status.recordsSucceeded.add(batch.size());
        } else if (result instanceof BatchResult.FailedFrom from) {
            status.ok();
            status.recordsSucceeded.add(from.index());
        } else if (outcome instanceof Invoker.Failed) {
            status.problem("Function call failed");
        } else {
            status.problem(
                    "the function's response is no list of batchItemFailures with sequence numbers of the batch");
        }
        return new Attempt(outcome, result);
    }

    private void discard(Batch batch, DiscardCondition condition, @Nullable Attempt last) throws InterruptedException {
        if (destination == null) {
            status.recordsDropped.add(batch.size());
            return;
        }
        var outcome = last == null ? null : last.outcome();
        var object = new InvocationRecord(
                spec,
                shardId,
                batch,
                condition,
                outcome == null ? random.get().toString() : outcome.requestId(),
                outcome == null ? null : outcome instanceof Invoker.Failed,
                timing.clock().instant(),
                LambdaFunction.VERSION,
                writer.write(batch));
        store(destination, object.key(random.get()), object.json());
        status.batchesDelivered.increment();
        status.recordsDelivered.add(batch.size());
    }

    private void store(FailureDestination to, String key, byte[] body) throws InterruptedException {
        for (var failures = 1; ; failures++) {
            try {
                guard.<Boolean, IOException>whole(() -> {
                    to.store(key, body);
                    return true;
                });
                return;
            } catch (IOException | RuntimeException e) {
                status.problem("on-failure destination " + spec.errorHandling().onFailureDestination() + ": " + e);
                timing.pause().pause(timing.backoff(failures));
            }
        }
    }
}
