package dev.kinesislake.lab.aws.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    @Test
    void theLowestLaneIsTheShardsOffset() {
        assertThat(new Checkpoint("shard", List.of(new LaneOffsets(List.of(7L, 3L, 9L)))).offset())
                .isEqualTo(3);
    }

    @Test
    void lanesOfTheSameNumberGoOnWhereTheyWere() {
        var three = new Checkpoint("shard", List.of(new LaneOffsets(List.of(7L, 3L, 9L))));

        assertThat(three.lanes(3)).isEqualTo(new LaneOffsets(List.of(7L, 3L, 9L)));
        assertThat(three.advancedTo(new LaneOffsets(List.of(7L, 8L, 9L))))
                .isEqualTo(new Checkpoint("shard", List.of(new LaneOffsets(List.of(7L, 8L, 9L)))));
    }

    @Test
    void lanesOfAnotherNumberStartAtTheLowestAndRememberWhatIsDone() {
        var two = new Checkpoint("shard", List.of(new LaneOffsets(List.of(3L, 9L))));

        assertThat(two.lanes(1)).isEqualTo(new LaneOffsets(List.of(3L)));
        var one = two.advancedTo(new LaneOffsets(List.of(5L)));
        assertThat(one)
                .isEqualTo(new Checkpoint(
                        "shard", List.of(new LaneOffsets(List.of(5L)), new LaneOffsets(List.of(3L, 9L)))));
        assertThat(one.isDone(8, keyOfLane(1, 2))).isTrue();
        assertThat(one.isDone(8, keyOfLane(0, 2))).isFalse();
        assertThat(one.isDone(4, keyOfLane(0, 2))).isTrue();
        assertThat(one.advancedTo(new LaneOffsets(List.of(9L)))).isEqualTo(Checkpoint.at("shard", 9));
    }

    @Test
    void keysAreSpreadOverAllLanes() {
        var counts = IntStream.range(0, 10_000)
                .mapToObj(i -> LaneOffsets.laneOf("user-" + i, 10))
                .collect(Collectors.groupingBy(lane -> lane, Collectors.counting()));

        assertThat(counts).hasSize(10).allSatisfy((lane, count) -> assertThat(count)
                .isBetween(700L, 1300L));
    }

    static String keyOfLane(int lane, int lanes) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "key-" + i)
                .filter(key -> LaneOffsets.laneOf(key, lanes) == lane)
                .findFirst()
                .orElseThrow();
    }
}
