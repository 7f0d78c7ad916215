package dev.kinesislake.lab.aws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceNumbersTest {

    private static final long OPENED = 1_795_433_611_123L;

    private final SequenceNumbers numbers = new SequenceNumbers(OPENED, 3);

    @Test
    void theyHave56DigitsAndGrowWithTheOffsetFromTheOpeningOneOn() {
        var offsets = LongStream.of(0, 1, 2, 9, 10, 99, 1_000_000, 1L << 40);
        var all = LongStream.concat(LongStream.of(-1), offsets)
                .mapToObj(numbers::at)
                .toList();

        assertThat(all.get(0)).isEqualTo(numbers.opening());
        assertThat(all).allMatch(number -> number.matches("[1-9][0-9]{55}"));
        assertThat(all).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anOffsetComesBackFromItsSequenceNumber() {
        assertThat(LongStream.of(-1, 0, 1, 12_345, 1L << 40)
                        .mapToObj(numbers::at)
                        .map(numbers::offsetOf))
                .containsExactly(
                        OptionalLong.of(-1),
                        OptionalLong.of(0),
                        OptionalLong.of(1),
                        OptionalLong.of(12_345),
                        OptionalLong.of(1L << 40));
    }

    @Test
    void anotherShardsSequenceNumbersAreNoneOfThisOne() {
        assertThat(numbers.offsetOf(new SequenceNumbers(OPENED, 2).at(0))).isEmpty();
        assertThat(numbers.offsetOf(new SequenceNumbers(OPENED, 4).at(0))).isEmpty();
        assertThat(numbers.offsetOf(new SequenceNumbers(OPENED + 1, 3).at(0))).isEmpty();
        assertThat(numbers.offsetOf(new SequenceNumbers(OPENED - 1, 3).at(0))).isEmpty();
        assertThat(numbers.offsetOf("0")).isEmpty();
        assertThat(numbers.offsetOf(numbers.opening().replaceAll(".$", "5"))).isEmpty();
    }

    @Test
    void aShardOpenedLaterHasTheHigherOnes() {
        assertThat(new SequenceNumbers(OPENED + 1, 0).opening()).isGreaterThan(numbers.at(1L << 40));
    }
}
