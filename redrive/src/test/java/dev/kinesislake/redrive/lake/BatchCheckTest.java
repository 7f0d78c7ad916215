package dev.kinesislake.redrive.lake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.failed.StoredBatches;
import dev.kinesislake.redrive.mark.Claim;
import dev.kinesislake.redrive.mark.Marks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BatchCheckTest {

    private final Deliveries deliveries = new Deliveries();

    @Test
    void whatIsNowhereIsRedriven() throws Exception {
        var batch = deliveries.discard("a1", "b2", "x3");

        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void whatAnEarlierTryLeftIsOverwritten() throws Exception {
        deliveries.store("a1", "a2", "a3");
        var firstHalf = deliveries.discard("a1");
        deliveries.store("a2", "a3");

        assertThat(advise(firstHalf)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void rowsThatOtherRedrivesWillBringAreNotTakenAway() throws Exception {
        deliveries.store("a1", "a2", "a3");
        var first = deliveries.discard("a1");
        var second = deliveries.discard("a2");
        var third = deliveries.discard("a3");

        assertThat(List.of(advise(first), advise(second), advise(third))).containsOnly(Advice.REDRIVE);
    }

    @Test
    void aBatchThatWasDeliveredAgainWithMoreIsLeftAlone() throws Exception {
        var batch = deliveries.discard("a1", "b2");
        deliveries.store("a1", "b2", "a3");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    @DisplayName("Rows in NDJSON objects, which earlier versions stored, are there as well")
    void rowsInNdjson() throws Exception {
        deliveries.format = new NdjsonEvents();
        var batch = deliveries.discard("a1", "b2");
        deliveries.store("a1", "b2", "a3");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    @DisplayName("Rows that the NDJSON objects of earlier versions don't have are stored")
    void rowsNotInNdjson() throws Exception {
        deliveries.format = new NdjsonEvents();
        deliveries.store("a1");
        var batch = deliveries.discard("a2", "b3");
        deliveries.store("a4");

        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void soItIsInTheFailedBucket() throws Exception {
        var batch = deliveries.discard("a1", "x2");
        deliveries.store("a1", "x2", "x3");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void aBatchThatWasDeliveredAgainBehindOthersIsLeftAlone() throws Exception {
        var batch = deliveries.discard("a2");
        deliveries.store("a1", "a2");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void aBatchThatWasDiscardedTwiceAndDeliveredThenIsLeftAlone() throws Exception {
        var once = deliveries.discard("a1", "a2");
        var again = deliveries.discard("a1", "a2");
        deliveries.store("a1", "a2", "a3");

        assertThat(advise(once)).isEqualTo(Advice.LEAVE_ALONE);
        assertThat(advise(again)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void aBatchThatWasDiscardedAgainIsRedrivenWithOrWithoutItsTwin() throws Exception {
        var once = deliveries.discard("a1", "a2");
        var again = deliveries.discard("a1", "a2");

        assertThat(advise(once)).isEqualTo(Advice.REDRIVE);
        assertThat(advise(again)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void ofABatchThatWasDiscardedAgainInPartThatPartIsRedriven() throws Exception {
        var whole = deliveries.discard("a1", "a2");
        var part = deliveries.discard("a1");
        deliveries.store("a2", "a3");

        assertThat(advise(whole)).isEqualTo(Advice.LEAVE_ALONE);
        assertThat(advise(part)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void aLongerBatchThatIsRedrivenIsNotCutShort() throws Exception {
        var batch = deliveries.discard("a1");
        var longer = deliveries.discard("a1", "a2");
        deliveries.store("a1", "a2");
        new StoredBatches(deliveries.failed).noteRedriven(longer);

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void aLongerBatchThatWaitsComesAfterwards() throws Exception {
        var batch = deliveries.discard("a1");
        var longer = deliveries.discard("a1", "a2");
        deliveries.store("a1", "a2");

        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
        assertThat(advise(longer)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void rowsThatOnlyABatchWhichIsLeftAloneHasAreNotTakenAway() throws Exception {
        var batch = deliveries.discard("a1");
        var longer = deliveries.discard("a1", "a2", "a3");
        deliveries.store("a1", "a2");
        deliveries.store("a3", "a4");

        assertThat(advise(longer)).isEqualTo(Advice.LEAVE_ALONE);
        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void whileRowsBehindItAreStillDeliveredABatchWaits() throws Exception {
        deliveries.store("a1", "a3");
        var batch = deliveries.discard("a1", "b2");

        assertThat(advise(batch)).isEqualTo(Advice.WAIT);
        deliveries.store("a3");
        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    @DisplayName("Rows that are nowhere else aren't taken away, however old their object is")
    void muchOlderObjects() throws Exception {
        deliveries.store("a1", "a2");
        deliveries.pass(Duration.ofDays(2));
        var batch = deliveries.discard("a1");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    @DisplayName("A copy of a batch is as old as the batch")
    void copiedBatch() throws Exception {
        var batch = deliveries.discard("a1", "b2");
        deliveries.store("a1", "b2", "a3");
        deliveries.pass(Duration.ofDays(2));
        var discardedAt =
                requireNonNull(new StoredBatches(deliveries.failed).find(batch)).discardedAt();
        deliveries.failed.copyOntoItself("aws/lambda/");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
        assertThat(requireNonNull(new StoredBatches(deliveries.failed).find(batch))
                        .discardedAt())
                .isEqualTo(discardedAt)
                .isEqualTo("2026-11-23T11:40:01Z");
    }

    @Test
    @DisplayName("An event that was redriven as a failed row isn't stored a second time by its batch")
    void rowsRedrivenBefore() throws Exception {
        var batch = deliveries.discard("c1", "a2");
        deliveries.store("c1");
        redriven("c1");
        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
        deliveries.sections = Set.of("a", "b", "c");

        assertThat(advise(batch)).isEqualTo(Advice.ROWS_REDRIVEN);
        deliveries.store("a2");
        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    @DisplayName(
            "A batch that was delivered again is left alone, also where its rows have failed under the settings of then")
    void failedUnderOtherSettings() throws Exception {
        var batch = deliveries.discard("c1", "a2");
        deliveries.store("c1", "a2", "a3");
        deliveries.sections = Set.of("a", "b", "c");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void anotherShardsObjectsAreNoneOfItsBusiness() throws Exception {
        var batch = deliveries.discard("a1");
        deliveries.lake.put(
                LakeLayout.key(
                        LakeLayout.lakePrefix("a", Deliveries.ARRIVAL),
                        new Position(
                                "shardId-000000000001", Deliveries.position(1).sequenceNumber(), null),
                        ".parquet"),
                new byte[] {1});

        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    @DisplayName("Other rows of a delivery that began after the discard are replaced where that takes nothing away")
    void olderDeliveryThatBeganLater() throws Exception {
        for (var format : List.of(new NdjsonEvents(), new EventParquet())) {
            deliveries.format = format;
            var batch = deliveries.discard("a1", "b3");
            deliveries.store("a2");
            deliveries.store("a1", "a2", "b3");
            var began = deliveries.now();

            assertThat(replacesUntil(batch)).isEqualTo(began);
        }
    }

    @Test
    @DisplayName("So it is in the failed bucket")
    void olderDeliveryOfFailedRows() throws Exception {
        var batch = deliveries.discard("x1");
        deliveries.store("x2");
        deliveries.store("x1", "x2");
        var began = deliveries.now();

        assertThat(replacesUntil(batch)).isEqualTo(began);
    }

    @Test
    @DisplayName(
            "What the look doesn't find is only replaced if it is clearly older than the discard, whatever clocks say")
    void nothingToReplace() throws Exception {
        deliveries.store("a1", "a2");
        var began = deliveries.now();
        var batch = deliveries.discard("a1");
        var discardedAt = deliveries.now();
        deliveries.store("a2");

        assertThat(replacesUntil(batch)).isEqualTo(began);
        deliveries.store("a1");
        assertThat(replacesUntil(batch)).isEqualTo(discardedAt.minusSeconds(30));
    }

    private Instant replacesUntil(String key) throws InterruptedException {
        var batch = requireNonNull(new StoredBatches(deliveries.failed).find(key));
        var check = check(deliveries.sections);
        assertThat(check.advise(batch)).isEqualTo(Advice.REDRIVE);
        return check.replacesUntil(batch);
    }

    @Test
    @DisplayName(
            "A batch that was delivered again is left alone, also where events of it have failed as one row of an earlier version")
    void failedAsOneRow() throws Exception {
        var batch = deliveries.discard("n1", "a2");
        deliveries.storeAsOneRowEach("n1", "a2", "a3");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    @DisplayName("A batch isn't redriven where events of it were sent as one row of an earlier version")
    void redrivenAsOneRow() throws Exception {
        deliveries.storeAsOneRowEach("n1");
        var batch = deliveries.discard("n1", "a2");
        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
        redriven("n1");

        assertThat(advise(batch)).isEqualTo(Advice.ROWS_REDRIVEN);
    }

    @Test
    @DisplayName("So it is where an event of it was sent under the number that it had in an earlier version")
    void redrivenUnderAnEarlierNumber() throws Exception {
        var batch = deliveries.discard("a1", "a2");
        var a2 = Deliveries.record("a2").position();
        redriven(new Position(a2.shardId(), a2.sequenceNumber(), 0L));

        assertThat(advise(batch)).isEqualTo(Advice.ROWS_REDRIVEN);
    }

    @Test
    @DisplayName(
            "Rows of somebody who is erased are never missing: the batch was delivered again, and stored without them")
    void erasedRowsAreNotMissing() throws Exception {
        var batch = deliveries.discard("a1", "e2");
        deliveries.erase();
        deliveries.storeWithout("e2", "a1", "e2", "a3");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    @DisplayName(
            "An object that has none of the batch's rows any more, as these are erased, isn't overwritten: it has others")
    void objectWithoutErasedRows() throws Exception {
        var batch = deliveries.discard("e1");
        deliveries.erase();
        deliveries.storeWithout("e1", "e1", "a2");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    @DisplayName("A row of somebody who is erased isn't taken away, though an earlier try's object has it still")
    void erasedRowThatIsThereStill() throws Exception {
        deliveries.store("a1", "e2");
        var firstHalf = deliveries.discard("a1");
        deliveries.erase();
        deliveries.storeWithout("e2", "e2");

        assertThat(advise(firstHalf)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    @DisplayName("So it is in the failed bucket")
    void failedRowThatIsThereStill() throws Exception {
        deliveries.store("x1", "f2");
        var firstHalf = deliveries.discard("x1");
        deliveries.erase();

        assertThat(advise(firstHalf)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    @DisplayName("An object whose rows are all erased may be replaced, whichever attempt has stored it")
    void objectWithoutRows() throws Exception {
        var key = deliveries.discard("e1");
        deliveries.erase();
        deliveries.pass(Duration.ofMinutes(5));
        deliveries.storeWithout("e1", "e1");
        var batch = requireNonNull(new StoredBatches(deliveries.failed).find(key));
        var check = check(deliveries.sections);

        assertThat(check.advise(batch)).isEqualTo(Advice.REDRIVE);
        assertThat(check.replacesUntil(batch)).isEqualTo(deliveries.now());
    }

    @Test
    @DisplayName("Of two batches with the same rows, the later of which was split off, only that one is redriven")
    void splitAndDiscardedAgain() throws Exception {
        var whole = deliveries.discard("a1", "a2");
        deliveries.store("a1");
        deliveries.store("a2");
        var later = deliveries.discard("a2");

        assertThat(advise(whole)).isEqualTo(Advice.LEAVE_ALONE);
        assertThat(advise(later)).isEqualTo(Advice.REDRIVE);
    }

    private void redriven(String row) {
        redriven(Deliveries.record(row).position());
    }

    private void redriven(Position position) {
        var marks = new Marks(deliveries.failed);
        marks.claim(position, new Claim(new UUID(1, 1), "", null));
        marks.sent(position, 1, "shardId-000000000000", "7");
    }

    private final Map<Set<String>, BatchCheck> checks = new HashMap<>();

    private Advice advise(String key) throws InterruptedException {
        var batch = requireNonNull(new StoredBatches(deliveries.failed).find(key));
        var fresh = check(deliveries.sections).advise(batch);
        // One that remembers what it has read.
        assertThat(checks.computeIfAbsent(deliveries.sections, this::check).advise(batch))
                .isEqualTo(fresh);
        return fresh;
    }

    private BatchCheck check(Set<String> sections) {
        return new BatchCheck(deliveries.lake, deliveries.failed, sections);
    }
}
