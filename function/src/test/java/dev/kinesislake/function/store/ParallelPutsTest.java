package dev.kinesislake.function.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelPutsTest {

    private static final int PARALLELISM = 3;
    private static final int OBJECTS = 20;

    private final AtomicInteger inMemory = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger stored = new AtomicInteger();

    @Test
    void storesSeveralObjectsAtTheSameTime() throws StoreException {
        var together = new CountDownLatch(PARALLELISM);
        ObjectStore store = (object, atMost) -> {
            together.countDown();
            await(together);
        };

        assertThat(storeAll(store, objects(PARALLELISM))).isEqualTo(PARALLELISM);
    }

    @Test
    void holdsNoMoreObjectsInMemoryThanAreStoredAtTheSameTime() throws StoreException {
        ObjectStore store = (object, atMost) -> {
            inMemory.decrementAndGet();
            stored.incrementAndGet();
        };

        assertThat(storeAll(store, objects(OBJECTS))).isEqualTo(OBJECTS);

        assertThat(stored).hasValue(OBJECTS);
        assertThat(most.get()).isBetween(1, PARALLELISM);
    }

    @Test
    void endsOnlyWhenThePutsOfAFailedBatchAreOver() {
        var encodingFailed = new CountDownLatch(1);
        ObjectStore store = (object, atMost) -> {
            await(encodingFailed);
            stored.incrementAndGet();
        };
        List<Callable<StoredObject>> objects = List.of(object(0), () -> {
            encodingFailed.countDown();
            throw new IOException("a row that can't be encoded");
        });

        assertThatThrownBy(() -> storeAll(store, objects))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a row that can't be encoded");
        assertThat(stored).hasValue(1);
    }

    @Test
    void hasRoomAgainAfterFailures() throws StoreException {
        ObjectStore awayForAWhile = (object, atMost) -> {
            if (stored.incrementAndGet() <= OBJECTS) {
                throw new StoreException("S3 is away", null);
            }
        };
        var puts = new ParallelPuts(awayForAWhile, PARALLELISM);

        for (int batch = 0; batch < OBJECTS; batch++) {
            assertThatThrownBy(() -> puts.storeAll(objects(1), () -> Duration.ofMinutes(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("S3 is away");
            assertThatThrownBy(() -> puts.storeAll(List.of(ParallelPutsTest::unencodable), () -> Duration.ofMinutes(1)))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(puts.storeAll(objects(OBJECTS), () -> Duration.ofMinutes(1))).isEqualTo(OBJECTS);
    }

    private static StoredObject unencodable() throws IOException {
        throw new IOException("a row that can't be encoded");
    }

    private List<Callable<StoredObject>> objects(int count) {
        return IntStream.range(0, count).mapToObj(this::object).toList();
    }

    /** An object of one byte. */
    private Callable<StoredObject> object(int number) {
        return () -> {
            most.accumulateAndGet(inMemory.incrementAndGet(), Math::max);
            return new StoredObject(
                    "lake", Integer.toString(number), "text/plain", S3ObjectStoreTest.OURS, new byte[1]);
        };
    }

    private static long storeAll(ObjectStore store, List<Callable<StoredObject>> objects) throws StoreException {
        return new ParallelPuts(store, PARALLELISM).storeAll(objects, () -> Duration.ofMinutes(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }
}
