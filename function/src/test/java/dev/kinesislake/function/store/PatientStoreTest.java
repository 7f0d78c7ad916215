package dev.kinesislake.function.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatientStoreTest {

    private static final StoredObject OBJECT =
            new StoredObject("lake", "key", "text/plain", S3ObjectStoreTest.OURS, new byte[1]);

    private final List<Duration> waits = new ArrayList<>();
    private final List<Duration> given = new ArrayList<>();
    private long nanos;

    @Test
    void sitsAnOutageOut() throws StoreException {
        put(7, new StoreException("S3 is away", null), Duration.ofMinutes(15));

        assertThat(waits.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L);
        assertThat(given.get(7)).isEqualTo(Duration.ofMinutes(15).minusSeconds(123));
    }

    @Test
    void failsInTimeToBeAnswered() {
        var outage = new StoreException("S3 is away", null);

        assertThatThrownBy(() -> put(1_000, outage, Duration.ofMinutes(15))).isSameAs(outage);

        var tried = waits.stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(tried).isEqualTo(Duration.ofMinutes(15).minusSeconds(2));
    }

    @Test
    void waitsBeforeItLeavesTheObjectToALaterAttempt() {
        var otherRows = StoreException.ofOtherRows("other rows stand there");

        assertThatThrownBy(() -> put(1, otherRows, Duration.ofMinutes(15))).isSameAs(otherRows);

        assertThat(waits).containsExactly(Duration.ofSeconds(30));
    }

    private void put(int failures, StoreException failure, Duration atMost) throws StoreException {
        ObjectStore store = (object, left) -> {
            given.add(left);
            if (given.size() <= failures) {
                throw failure;
            }
        };
        new PatientStore(store, () -> nanos, this::pause).put(OBJECT, atMost);
    }

    private void pause(Duration duration) {
        waits.add(duration);
        nanos += duration.toNanos();
    }
}
