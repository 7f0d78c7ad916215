package dev.kinesislake.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void theLongestWaitDoublesUpToFiveSeconds() {
        assertThat(IntStream.rangeClosed(1, 8).mapToObj(refusals -> Duration.ofNanos(Backoff.nanos(refusals, 1))))
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
        assertThat(Duration.ofNanos(Backoff.nanos(1_000_000, 1))).hasSeconds(5);
    }

    @Test
    void aRandomPartOfItIsWaited() {
        assertThat(Backoff.nanos(3, 0.25)).isEqualTo(Duration.ofMillis(100).toNanos());
        assertThat(Backoff.nanos(3, 0)).isZero();
    }
}
