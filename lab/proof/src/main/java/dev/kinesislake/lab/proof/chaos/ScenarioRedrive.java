package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.redrive.Bucket;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.StoredBatches;
import dev.kinesislake.redrive.lake.Advice;
import dev.kinesislake.redrive.lake.BatchCheck;
import dev.kinesislake.redrive.send.BatchRedrive;
import dev.kinesislake.redrive.send.Complaints;
import dev.kinesislake.redrive.send.LakeConsumer;
import dev.kinesislake.redrive.send.PartialResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@code ./lake redrive send --batches} does. */
final class ScenarioRedrive {

    private static final int MOST_REDRIVES = 100;

    private final StoredBatches batches;
    private final BatchCheck check;
    private final BatchRedrive redrive;
    private final List<String> news = new ArrayList<>();

    ScenarioRedrive(Bucket lake, FailedBucket failed, Set<String> sections, LakeConsumer consumer) {
        batches = new StoredBatches(failed);
        check = new BatchCheck(lake, failed, sections);
        redrive = new BatchRedrive(failed, check, consumer, new Complaints(news::add));
    }

    /** Redrives what can be redriven now, while batches may still be delivered. */
    void runOnce(Tally tally) throws InterruptedException {
        tally.redrive(redrive.run(Choice.everything(), Set.of()).redriven());
    }

    /** Redrives until nothing is left to do. */
    void run(Tally tally) throws InterruptedException {
        for (int tries = 0; tries < MOST_REDRIVES; tries++) {
            var totals = redrive.run(Choice.everything(), Set.of());
            tally.redrive(totals.redriven());
            if (totals.everythingIsStored()) {
                tally.leaveAlone(totals.leftAlone());
                return;
            }
        }
        throw new IllegalStateException("batches can't be redriven: " + news);
    }

    /** What came of an invocation with a batch. */
    static LakeConsumer.Answer answer(Invoker.Outcome outcome) {
        return outcome instanceof Invoker.Returned returned
                ? PartialResponse.read(returned.payload())
                : new LakeConsumer.NotStored("the consumer answers " + outcome);
    }

    /** The keys of the batches that a redrive is through with, or leaves alone. */
    Set<String> settled() throws InterruptedException {
        var keys = new HashSet<String>();
        batches.each(Choice.everything(), Set.of(), batch -> {
            if (batches.isRedriven(batch.key()) || check.advise(batch) == Advice.LEAVE_ALONE) {
                keys.add(batch.key());
            }
        });
        return keys;
    }
}
