package dev.kinesislake.producer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When which events become a record. */
class OutboxGatheringTest {

    private static final long LINGER = 100;
    private static final long GATHER = 1_000;
    private static final int BYTES = 10_000;
    private static final String SHARD = "shardId-000000000000";

    /** In the order of their hashes. */
    private static final List<String> KEYS = IntStream.range(0, 10)
            .mapToObj(i -> "visitor " + i)
            .sorted(Comparator.comparingLong(key -> pending(key, "{}", 0, 0).hash()))
            .toList();

    private final Outbox outbox = new Outbox(
            new Limits(
                    20_000,
                    100_000_000,
                    Duration.ofNanos(LINGER),
                    Duration.ofNanos(100_000),
                    Duration.ofNanos(GATHER),
                    BYTES),
            0);
    private long numbers;

    /** The shard is known from the second key to the eighth. */
    @BeforeEach
    void learn() {
        add(KEYS.get(1), "{}", 0);
        add(KEYS.get(8), "{}", 0);
        outbox.next(0, true).forEach(entry -> outbox.acknowledged(entry, SHARD, 0));
    }

    @Test
    void eventsOfAShardBecomeOneRecordAfterTheWait() {
        var first = add(KEYS.get(2), "{}", 10);
        var second = add(KEYS.get(3), "{ }", 500);
        var third = add(KEYS.get(2), "{\n}", 700);

        assertThat(outbox.next(GATHER + 9, false)).isEmpty();
        assertThat(outbox.untilNext(GATHER + 9, false)).isEqualTo(1);
        var record = only(outbox.next(GATHER + 10, false));

        assertThat(record.events()).containsExactly(first, second, third);
        assertThat(record.partitionKey()).isEqualTo(KEYS.get(2));
        assertThat(Unpacked.text(record.data())).isEqualTo("{}\n{ }\n{ }\n");
    }

    @Test
    void aHurryEndsTheWait() {
        var first = add(KEYS.get(2), "{}", 10);
        var second = add(KEYS.get(3), "{}", 10);

        assertThat(only(outbox.next(10, true)).events()).containsExactly(first, second);
    }

    @Test
    void aCallForOtherRecordsTakesItFromHalfTheWaitOn() {
        add(KEYS.get(2), "{}", 0);
        add(KEYS.get(3), "{}", 0);

        var early = add(KEYS.get(4), "broken", 0);
        assertThat(only(outbox.next(LINGER, false)).events()).containsExactly(early);

        add(KEYS.get(5), "broken", 450);
        assertThat(outbox.next(550, false)).hasSize(2);
    }

    @Test
    void oneOfAShardIsOnItsWayAtATimeAlsoWhileItWaitsForAnotherTry() {
        add(KEYS.get(2), "{}", 0);
        add(KEYS.get(3), "{}", 0);
        var first = only(outbox.next(GATHER, false));
        var later = add(KEYS.get(4), "{}", GATHER);

        assertThat(outbox.next(3 * GATHER, true)).isEmpty();
        outbox.refused(first, 4 * GATHER);
        assertThat(outbox.next(4 * GATHER - 1, true)).isEmpty();
        assertThat(outbox.next(4 * GATHER, true)).containsExactly(first);
        outbox.acknowledged(first, SHARD, 4 * GATHER);

        assertThat(only(outbox.next(4 * GATHER, false)).events()).containsExactly(later);
    }

    @Test
    void nothingStandsStillWhileACallIsUnderWay() {
        add(KEYS.get(2), "{}", 0);
        assertThat(outbox.standsStill(1_000_000)).isTrue();
        var first = only(outbox.next(GATHER, false));
        add(KEYS.get(2), "{}", GATHER);

        assertThat(outbox.standsStill(1_000_000)).isFalse();
        outbox.refused(first, 2 * GATHER);
        assertThat(outbox.standsStill(1_000_000)).isTrue();
    }

    @Test
    void aRecordHasAtMostFiveThousandEvents() {
        for (int i = 0; i < 5_001; i++) {
            add(KEYS.get(2 + i % 5), "{}", 0);
        }
        // Three bytes each would exceed this outbox's limit of bytes first.
        var larger = new Outbox(
                new Limits(20_000, 100_000_000, Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1), 1_000_000), 0);
        larger.add(pending("key", "{}", 0, 0), 0);
        larger.acknowledged(only(larger.next(0, true)), SHARD, 0);
        for (int i = 1; i < 5_000; i++) {
            larger.add(pending("key", "{}", i, 0), 0);
        }
        assertThat(larger.next(0, false)).isEmpty();

        assertThat(larger.add(pending("key", "{}", 5_000, 0), 0)).isTrue();
        larger.add(pending("key", "{}", 5_001, 0), 0);

        assertThat(only(larger.next(0, false)).events()).hasSize(5_000);
        assertThat(only(outbox.next(0, false)).events()).hasSize(BYTES / 3);
    }

    @Test
    void aSingleEventIsCompressedOnlyIfThatCostsLess() {
        var small = "{\"a\":\"" + "b".repeat(900) + "\"}";
        add(KEYS.get(2), small, 0);
        var alone = only(outbox.next(GATHER, false));
        outbox.acknowledged(alone, SHARD, GATHER);
        add(KEYS.get(2), "{\"a\":\"" + "b".repeat(1_100) + "\"}", GATHER);
        var larger = only(outbox.next(2 * GATHER, false));

        assertThat(alone.data()).isEqualTo(small.getBytes(ISO_8859_1));
        assertThat(Unpacked.isGzip(larger.data())).isTrue();
    }

    @Test
    void anEventThatGoesAloneWaitsForThoseOfItsKeyAndTheyForIt() {
        var first = add(KEYS.get(2), "{}", 0);
        var broken = add(KEYS.get(2), "{", 0);
        var last = List.of(add(KEYS.get(2), "{}", 0), add(KEYS.get(2), "{}", 0));
        var other = add(KEYS.get(3), "{}", 0);

        var gathered = only(outbox.next(0, true));
        assertThat(gathered.events()).containsExactly(first, other);
        assertThat(outbox.next(0, true)).isEmpty();
        outbox.acknowledged(gathered, SHARD, 1);
        var alone = only(outbox.next(1, true));
        assertThat(alone.events()).containsExactly(broken);
        assertThat(alone.data()).isEqualTo("{".getBytes(ISO_8859_1));
        assertThat(outbox.next(1, true)).isEmpty();
        outbox.acknowledged(alone, SHARD, 2);
        assertThat(only(outbox.next(2, true)).events()).isEqualTo(last);
    }

    @Test
    void eventsWhoseShardIsNotKnownGoAlone() {
        add(KEYS.get(0), "{}", 0);
        add(KEYS.get(9), "{}", 0);

        assertThat(outbox.next(0, true)).hasSize(2).noneMatch(Entry::isGathered);
    }

    @Test
    void afterAReshardAKeysEventsWaitForThoseOnTheirWay() {
        var first = add(KEYS.get(2), "{}", 0);
        var onItsWay = only(outbox.next(0, true));
        var second = add(KEYS.get(2), "{}", 0);
        var other = add(KEYS.get(3), "{}", 0);

        var upper = add(KEYS.get(7), "broken", 0);
        outbox.acknowledged(
                only(outbox.next(0, true).stream()
                        .filter(entry -> entry.events().contains(upper))
                        .toList()),
                "another shard",
                1);

        assertThat(only(outbox.next(1, true)).events()).containsExactly(other);
        outbox.acknowledged(onItsWay, "yet another", 2);
        assertThat(onItsWay.events()).containsExactly(first);
        assertThat(only(outbox.next(2, true)).events()).containsExactly(second);
    }

    @Test
    void givesUpWhatIsGatheredInTheOrderItWasSent() {
        add(KEYS.get(3), "{}", 0);
        var onItsWay = only(outbox.next(0, true));
        var events = new ArrayList<Pending>();
        events.add(add(KEYS.get(2), "{}", 0));
        events.add(add(KEYS.get(2), "{", 0));
        events.add(add(KEYS.get(3), "{}", 0));
        events.add(add(KEYS.get(3), "{", 0));

        assertThat(outbox.giveUp(1)).isEqualTo(events);
        outbox.acknowledged(onItsWay, SHARD, 1);
        assertThat(outbox.next(1, true)).isEmpty();
        var later = add(KEYS.get(3), "{}", 1);
        assertThat(only(outbox.next(1, true)).events()).containsExactly(later);
    }

    private Pending add(String key, String event, long now) {
        var pending = pending(key, event, ++numbers, now);
        outbox.add(pending, now);
        return pending;
    }

    private static Pending pending(String key, String event, long number, long now) {
        var data = event.getBytes(ISO_8859_1);
        return new Pending(new OutgoingEvent(key, data), EventLine.of(data), number, now);
    }

    private static Entry only(List<Entry> call) {
        assertThat(call).hasSize(1);
        return Objects.requireNonNull(call.get(0));
    }
}
