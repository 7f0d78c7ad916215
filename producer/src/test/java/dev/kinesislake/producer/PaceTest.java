package dev.kinesislake.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long START = -7_000_000_000L;

    private final Pace pace = new Pace(START);

    @Test
    void isWithoutALimitUntilItIsThrottled() {
        pace.sent(500, 0, at(0));
        acknowledged(100_000, at(1));

        assertThat(pace.share()).isEqualTo(500);
        assertThat(pace.nextAt()).isEqualTo(at(0));
    }

    @Test
    void isThenWhatWasTakenWithinTheSecond() {
        acknowledged(800, at(1));
        pace.throttled(at(2));

        assertThat(pace.share()).isEqualTo(80);
        pace.sent(80, 0, at(2));
        assertThat(pace.nextAt()).isEqualTo(at(100));
        pace.sent(40, 0, at(100));
        assertThat(pace.nextAt()).isEqualTo(at(150));
    }

    @Test
    void isWhatWasTakenInTheSecondBeforeWhereThisOneHasJustBegun() {
        acknowledged(800, at(1));
        acknowledged(10, at(1_001));
        pace.throttled(at(1_002));

        assertThat(pace.share()).isEqualTo(80);
    }

    @Test
    void growsWithEachSecondWithoutARefusalByMoreThanBefore() {
        acknowledged(1_000, at(0));
        pace.throttled(at(1));

        assertThat(sharesOfSeconds(1, 7)).containsExactly(100, 110, 132, 184, 332, 500, 500);
        pace.throttled(at(8_000));
        assertThat(sharesOfSeconds(9, 11)).containsExactly(10, 11, 13);
    }

    @Test
    void fallsToWhatIsTakenWhenTheLimitDoes() {
        acknowledged(1_000, at(0));
        pace.throttled(at(1));
        acknowledged(200, at(1_000));
        pace.throttled(at(1_999));
        assertThat(pace.share()).isEqualTo(100);
        acknowledged(200, at(2_000));
        pace.throttled(at(2_100));

        assertThat(pace.share()).isEqualTo(20);
    }

    @Test
    void isNeverSlowerThanARecordATenthOfASecond() {
        pace.throttled(at(0));
        pace.sent(pace.share(), 0, at(0));

        assertThat(pace.share()).isEqualTo(1);
        assertThat(pace.nextAt()).isEqualTo(at(100));
    }

    @Test
    void whoComesLateCatchesUpWithOneStepAtMost() {
        acknowledged(100, at(0));
        pace.throttled(at(0));
        pace.sent(10, 0, at(0));

        pace.sent(10, 0, at(5_000));
        assertThat(pace.nextAt()).isEqualTo(at(5_000));
        pace.sent(10, 0, at(5_000));
        assertThat(pace.nextAt()).isEqualTo(at(5_100));
    }

    @Test
    void bytesHaveAPaceToo() {
        acknowledged(200, at(1));
        pace.throttled(at(2));

        pace.sent(1, 100_000, at(2));
        assertThat(pace.nextAt()).isEqualTo(at(500));
    }

    @Test
    void bytesAloneHoldBackForASecondAtMost() {
        pace.throttled(at(0));

        pace.sent(1, 10_000_000, at(0));
        assertThat(pace.nextAt()).isEqualTo(at(1_000));
    }

    /** The shares in a second each in which a hundred records are taken. */
    private List<Integer> sharesOfSeconds(int first, int last) {
        var shares = new ArrayList<Integer>();
        for (int second = first; second <= last; second++) {
            acknowledged(100, at(1_000L * second));
            shares.add(pace.share());
        }
        return shares;
    }

    private void acknowledged(int records, long now) {
        for (int i = 0; i < records; i++) {
            pace.acknowledged(1_000, now);
        }
    }

    private static long at(long millis) {
        return START + Duration.ofMillis(millis).toNanos();
    }
}
