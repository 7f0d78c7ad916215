package dev.kinesislake.lab.aws.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import dev.kinesislake.lab.aws.mapping.RetryPolicy.Next;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private final FakeTime time = FakeTime.standing();
    private final Batch batch = Specs.batch(new FakeShard(time, Specs.SHARD).putAll("a", "b", "c", "d", "e"));

    @Test
    void aBatchThatSucceededIsDone() {
        assertThat(policy(true, 3).after(batch, new BatchResult.Succeeded())).isEqualTo(new Next(List.of(), null));
    }

    @Test
    void aFailedBatchIsRetriedWholeWithoutBisecting() {
        assertThat(policy(false, 1).after(batch, new BatchResult.Failed(true)))
                .isEqualTo(new Next(List.of(new Batch(batch.records(), 1, 1)), null));
    }

    @Test
    void aBatchIsDiscardedAfterItsRetries() {
        var retriedOnce = new Batch(batch.records(), 1, 1);

        assertThat(policy(false, 1).after(retriedOnce, new BatchResult.Failed(true)))
                .isEqualTo(new Next(List.of(), new Batch(batch.records(), 1, 2)));
    }

    @Test
    void withoutRetriesABatchIsDiscardedAtOnce() {
        assertThat(policy(false, 0).after(batch, new BatchResult.Failed(true)))
                .isEqualTo(new Next(List.of(), batch.invoked()));
    }

    @Test
    void endlessRetriesNeverGiveUp() {
        var tired = new Batch(batch.records(), 1_000_000, 1_000_001);

        assertThat(policy(false, ErrorHandling.ENDLESS).after(tired, new BatchResult.Failed(true)))
                .isEqualTo(new Next(List.of(new Batch(batch.records(), 1_000_001, 1_000_002)), null));
    }

    @Test
    void bisectingHalvesABatchAndTakesNoRetry() {
        assertThat(policy(true, 0).after(batch, new BatchResult.Failed(true)))
                .isEqualTo(new Next(
                        List.of(
                                new Batch(batch.records().subList(0, 2), 0, 1),
                                new Batch(batch.records().subList(2, 5), 0, 1)),
                        null));
    }

    @Test
    void aSingleRecordIsRetriedAsThereIsNothingToBisect() {
        var single = batch.first(1);

        assertThat(policy(true, 1).after(single, new BatchResult.Failed(true)))
                .isEqualTo(new Next(List.of(new Batch(single.records(), 1, 1)), null));
        assertThat(policy(true, 0).after(single, new BatchResult.Failed(true)))
                .isEqualTo(new Next(List.of(), single.invoked()));
    }

    @Test
    void onlyTheRecordsFromTheReportedOneOnAreRetried() {
        assertThat(policy(false, 1).after(batch, new BatchResult.FailedFrom(3)))
                .isEqualTo(new Next(List.of(new Batch(batch.records().subList(3, 5), 1, 1)), null));
        assertThat(policy(false, 0).after(batch, new BatchResult.FailedFrom(3)))
                .isEqualTo(new Next(List.of(), new Batch(batch.records().subList(3, 5), 0, 1)));
    }

    @Test
    void withBisectingTheReportedRecordIsThePlaceOfTheSplit() {
        assertThat(policy(true, 0).after(batch, new BatchResult.FailedFrom(3)))
                .isEqualTo(new Next(List.of(new Batch(batch.records().subList(3, 5), 0, 1)), null));
    }

    @Test
    void aBatchThatFailedFromItsFirstRecordIsHalvedByBisecting() {
        assertThat(policy(true, 0).after(batch, new BatchResult.FailedFrom(0)))
                .isEqualTo(policy(true, 0).after(batch, new BatchResult.Failed(true)));
    }

    @Test
    void aFunctionThatWasNotReachedTakesNoRetry() {
        assertThat(policy(true, 0).after(batch, new BatchResult.NotInvoked()))
                .isEqualTo(new Next(List.of(batch), null));
    }

    @Test
    void recordsExpireWhenTheyReachTheMaximumAge() {
        var shard = new FakeShard(time, Specs.SHARD).putAll("a", "b");
        time.advance(Duration.ofSeconds(1));
        var three = Specs.batch(shard.putAll("c"));
        var policy = new RetryPolicy(new ErrorHandling(true, 3, 60, true, null));

        assertThat(policy.expired(three, FakeTime.START.plusSeconds(60).minusMillis(1)))
                .isEqualTo(0);
        assertThat(policy.expired(three, FakeTime.START.plusSeconds(60))).isEqualTo(2);
        assertThat(policy.expired(three, FakeTime.START.plusSeconds(61))).isEqualTo(3);
        assertThat(policy(true, 3).expired(three, FakeTime.START.plus(Duration.ofDays(400))))
                .isEqualTo(0);
    }

    private static RetryPolicy policy(boolean bisect, int retries) {
        return new RetryPolicy(new ErrorHandling(bisect, retries, ErrorHandling.ENDLESS, true, null));
    }
}
