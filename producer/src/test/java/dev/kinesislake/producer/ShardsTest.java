package dev.kinesislake.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardsTest {

    /** In the order of their hashes. */
    private static final List<Pending> RECORDS = IntStream.range(0, 100)
            .mapToObj(i -> new Pending(new OutgoingEvent("visitor " + i, new byte[1]), null, i, 0))
            .sorted(Comparator.comparingLong(Pending::hash))
            .toList();

    private final Shards shards = new Shards(
            new Limits(1_000, 1_000_000, Duration.ZERO, Duration.ofHours(1), Duration.ZERO, 0), new Totals(), 0);
    private final Lane unknown = shards.lanes().get(0);

    @Test
    void theHashOrdersKeysAsKinesisDoes() {
        for (int shard = 0; shard < 4; shard++) {
            int of = shard;
            var positions = IntStream.range(0, RECORDS.size())
                    .filter(i -> ThrottledStream.shardOf(RECORDS.get(i).event().partitionKey(), 4) == of)
                    .toArray();
            assertThat(positions[positions.length - 1] - positions[0]).isEqualTo(positions.length - 1);
        }
        assertThat(ThrottledStream.shardOf(RECORDS.get(0).event().partitionKey(), 4))
                .isZero();
    }

    @Test
    void betweenTwoKeysThatAShardHasTakenAllAreItsOwn() {
        var first = shards.learn(RECORDS.get(20).hash(), "first", 0);
        var second = shards.learn(RECORDS.get(70).hash(), "second", 0);
        assertThat(shards.learn(RECORDS.get(10).hash(), "first", 0)).isSameAs(first);
        assertThat(shards.learn(RECORDS.get(60).hash(), "second", 0)).isSameAs(second);

        for (int i = 0; i < RECORDS.size(); i++) {
            assertThat(shards.laneOf(RECORDS.get(i).hash()))
                    .as("record %d", i)
                    .isSameAs(i >= 10 && i <= 20 ? first : i >= 60 && i <= 70 ? second : unknown);
        }
        assertThat(shards.lanes()).containsExactlyInAnyOrder(unknown, first, second);
    }

    @Test
    void aShardThatAnotherOneContradictsIsForgotten() {
        shards.learn(RECORDS.get(0).hash(), "parent", 0).addFresh(RECORDS.get(40));
        shards.learn(RECORDS.get(99).hash(), "parent", 0);
        var lower = shards.learn(RECORDS.get(30).hash(), "lower", 0);

        assertThat(shards.lanes()).containsExactly(unknown, lower);
        assertThat(shards.laneOf(RECORDS.get(99).hash())).isSameAs(unknown);
        assertThat(unknown.size()).isEqualTo(1);
    }

    @Test
    void mergedShardsAreForgottenBoth() {
        shards.learn(RECORDS.get(30).hash(), "lower", 0);
        shards.learn(RECORDS.get(60).hash(), "upper", 0);
        shards.learn(RECORDS.get(10).hash(), "merged", 0);

        var merged = shards.learn(RECORDS.get(90).hash(), "merged", 0);

        assertThat(shards.lanes()).containsExactly(unknown, merged);
    }

    @Test
    void whatMayHaveBecomeKnownIsSortedOnce() {
        unknown.addFresh(RECORDS.get(4));
        unknown.addFresh(RECORDS.get(50));
        unknown.addAgain(Entry.alone(RECORDS.get(5), unknown));
        assertThat(shards.sort()).isEmpty();

        var lane = shards.learn(RECORDS.get(0).hash(), "first", 0);
        shards.learn(RECORDS.get(10).hash(), "first", 0);

        assertThat(shards.sort()).containsExactly(RECORDS.get(4), RECORDS.get(50));
        assertThat(List.of(lane.size(), unknown.size())).containsExactly(1, 0);
        assertThat(shards.sort()).isEmpty();
    }
}
