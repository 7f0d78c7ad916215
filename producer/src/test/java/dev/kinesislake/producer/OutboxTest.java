package dev.kinesislake.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final long LINGER = 100;
    private static final String SHARD = "shardId-000000000000";
    private static final Limits LIMITS =
            new Limits(2_000, 100_000_000, Duration.ofNanos(LINGER), Duration.ofNanos(10_000), Duration.ZERO, 0);

    private final Outbox outbox = new Outbox(LIMITS, 0);
    private final Map<Pending, Entry> taken = new HashMap<>();
    private long numbers;

    @Test
    void aCallHasAtMostTenMebibytesWithKeys() {
        var records = IntStream.range(0, 11)
                .mapToObj(i -> add("key-" + (10 + i), 1_048_576 - 6, 0))
                .toList();

        assertThat(next(0, false)).isEqualTo(records.subList(0, 10));
        assertThat(next(0, false)).isEmpty();
        assertThat(next(LINGER, false)).isEqualTo(records.subList(10, 11));
    }

    @Test
    void waitsForAFullerCallUnlessItIsInAHurry() {
        var record = add("a", 1, 5);

        assertThat(next(5 + LINGER - 1, false)).isEmpty();
        assertThat(outbox.untilNext(5 + LINGER - 1, false)).isEqualTo(1);
        assertThat(outbox.untilNext(6, true)).isZero();
        assertThat(next(6, true)).containsExactly(record);
    }

    @Test
    void triesOneRecordOfAKeyAtATime() {
        var first = add("a", 1, 0);
        var second = add("a", 1, 0);
        var other = add("b", 1, 0);

        assertThat(next(0, true)).containsExactly(first, other);
        assertThat(next(0, true)).isEmpty();
        refused(first, 50);
        assertThat(next(49, true)).isEmpty();
        assertThat(next(50, true)).containsExactly(first);
        acknowledged(first, SHARD, 60);
        assertThat(next(60, true)).containsExactly(second);
    }

    @Test
    void whatHasWaitedBehindItsKeyDoesNotLingerAgain() {
        var first = add("a", 1, 0);
        var second = add("a", 1, 0);
        assertThat(next(LINGER, false)).containsExactly(first);

        acknowledged(first, SHARD, LINGER + 1);

        assertThat(next(LINGER + 1, false)).containsExactly(second);
    }

    @Test
    void holdsNewRecordsBackWhileManyWaitForAnotherTry() {
        for (int i = 0; i < 1_500; i++) {
            add("key " + i, 1, 0);
        }
        var first = next(0, false);
        var second = next(0, false);
        first.forEach(record -> refused(record, 1_000));
        second.forEach(record -> refused(record, 2_000));
        assertThat(next(0, true)).isEmpty();

        assertThat(next(1_000, true)).isEqualTo(first);
        assertThat(next(1_000, true)).hasSize(500).noneMatch(second::contains);
    }

    @Test
    void makesRoomOnlyWhenARecordIsForgotten() {
        var small = new Outbox(new Limits(2, 10, Duration.ZERO, Duration.ofHours(1), Duration.ZERO, 0), 0);
        assertThat(small.hasRoom(11)).isTrue();
        var record = new Pending(new OutgoingEvent("a", new byte[4]), null, 1, 0);
        small.add(record, 0);
        assertThat(small.hasRoom(6)).as("ten bytes held").isFalse();
        assertThat(small.hasRoom(5)).isTrue();
        small.acknowledged(small.next(0, true).get(0), SHARD, 0);
        assertThat(small.hasRoom(6)).isFalse();
        assertThat(small.holdsUpTo(1)).isTrue();

        small.forget(List.of(record));

        assertThat(small.hasRoom(6)).isTrue();
        assertThat(small.holdsUpTo(1)).isFalse();
    }

    @Test
    void standsStillOnlyWhenNothingAtAllIsAcknowledged() {
        var stuck = add("a", 1, 0);
        var other = add("b", 1, 0);
        next(0, true);
        refused(stuck, 1);
        acknowledged(other, SHARD, 9_000);

        assertThat(outbox.standsStill(18_999)).isFalse();
        assertThat(outbox.standsStill(19_000)).isTrue();
    }

    @Test
    void givesUpAllThatIsInNoCallInTheOrderItWasSent() {
        var refused = add("a", 1, 0);
        var inCall = add("b", 1, 0);
        assertThat(next(0, true)).containsExactly(refused, inCall);
        var behindRefused = add("a", 1, 0);
        var behindCall = add("b", 1, 0);
        var fresh = add("c", 1, 0);
        refused(refused, 500);

        assertThat(outbox.giveUp(10)).containsExactly(refused, behindRefused, behindCall, fresh);
        assertThat(next(1_000, true)).isEmpty();

        outbox.forget(List.of(refused, behindRefused, behindCall, fresh));
        var later = add("b", 1, 20);
        assertThat(next(20, true)).isEmpty();
        acknowledged(inCall, SHARD, 30);
        assertThat(next(30, true)).containsExactly(later);
    }

    private List<Pending> next(long now, boolean hurry) {
        var call = outbox.next(now, hurry);
        call.forEach(entry -> taken.put(entry.events().get(0), entry));
        return call.stream().flatMap(entry -> entry.events().stream()).toList();
    }

    private void refused(Pending event, long dueAt) {
        outbox.refused(Objects.requireNonNull(taken.get(event)), dueAt);
    }

    private void acknowledged(Pending event, String shard, long now) {
        outbox.acknowledged(Objects.requireNonNull(taken.get(event)), shard, now);
    }

    private Pending add(String key, int bytes, long now) {
        var record = new Pending(new OutgoingEvent(key, new byte[bytes]), null, ++numbers, now);
        outbox.add(record, now);
        return record;
    }
}
