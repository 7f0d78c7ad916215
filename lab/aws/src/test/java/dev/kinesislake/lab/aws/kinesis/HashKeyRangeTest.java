package dev.kinesislake.lab.aws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashKeyRangeTest {

    @Test
    void threeShardsHaveTheRangesThatAwsGivesThem() {
        assertThat(HashKeyRange.evenly(3))
                .containsExactly(
                        range("0", "113427455640312821154458202477256070484"),
                        range("113427455640312821154458202477256070485", "226854911280625642308916404954512140969"),
                        range("226854911280625642308916404954512140970", "340282366920938463463374607431768211455"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1_000})
    void rangesCoverAllHashKeysWithoutGapOrOverlap(int shards) {
        var ranges = HashKeyRange.evenly(shards);

        assertThat(ranges).hasSize(shards);
        assertThat(ranges.get(0).start()).isEqualTo(BigInteger.ZERO);
        assertThat(ranges.get(shards - 1).end()).isEqualTo(HashKey.MAX);
        for (int i = 1; i < shards; i++) {
            assertThat(ranges.get(i - 1).isFollowedBy(ranges.get(i))).isTrue();
        }
    }

    @Test
    void aSplitGivesTheNewStartToTheSecondHalf() {
        assertThat(range("10", "20").splitAt(BigInteger.valueOf(20)))
                .containsExactly(range("10", "19"), range("20", "20"));
    }

    @Test
    void aSplitOutsideTheRangeIsRefused() {
        assertThatThrownBy(() -> range("10", "20").splitAt(BigInteger.TEN))
                .isInstanceOf(KinesisException.class)
                .hasMessage("NewStartingHashKey is 10, allowed is above 10 and up to 20");
    }

    private static HashKeyRange range(String start, String end) {
        return new HashKeyRange(new BigInteger(start), new BigInteger(end));
    }
}
