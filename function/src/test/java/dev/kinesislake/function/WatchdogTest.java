package dev.kinesislake.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.decode.KinesisBatch;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.store.Attempt;
import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.ParallelPuts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private final List<String> overdue = new ArrayList<>();
    private long nanos;
    private int begun;
    private final Watchdog watchdog = new Watchdog(
            Watchdog.LIMIT,
            () -> {
                begun++;
                return nanos;
            },
            overdue::add);

    @Test
    @DisplayName("work that takes longer than the limit is named by its sequence number")
    void overdue() {
        watchdog.begin("7");
        pass(Watchdog.LIMIT);
        watchdog.look();
        assertThat(overdue).isEmpty();

        pass(Duration.ofNanos(1));
        watchdog.look();
        assertThat(overdue).containsExactly("7");
    }

    @Test
    @DisplayName("each piece of work has the limit for itself")
    void eachForItself() {
        for (int i = 0; i < 100; i++) {
            watchdog.begin("7");
            pass(Watchdog.LIMIT);
            watchdog.look();
            watchdog.end();
        }
        assertThat(overdue).isEmpty();
    }

    @Test
    @DisplayName("the consumer has each record and each object watched")
    void recordsAndObjects() throws Exception {
        consume((object, atMost) -> {});
        assertThat(begun).isEqualTo(2);
    }

    @Test
    @DisplayName("a function with less memory, and so less of a processor, has longer")
    void limits() {
        assertThat(Watchdog.limit("128")).isEqualTo(Duration.ofSeconds(80));
        assertThat(Watchdog.limit("1024")).isEqualTo(Watchdog.LIMIT);
        assertThat(Watchdog.limit("10240")).isEqualTo(Watchdog.LIMIT);
        assertThat(Watchdog.limit(null)).isEqualTo(Watchdog.LIMIT);
    }

    @Test
    @DisplayName("waiting for S3 is no work, nor is the time between invocations")
    void waiting() throws Exception {
        consume((object, atMost) -> {
            pass(Duration.ofMinutes(14));
            watchdog.look();
        });
        pass(Duration.ofHours(1));
        watchdog.look();
        assertThat(overdue).isEmpty();
    }

    @Test
    @DisplayName("an invocation that ends by an error leaves nothing to watch")
    void error() {
        assertThatThrownBy(() -> consume((object, atMost) -> {
                    throw new IllegalStateException("boom");
                }))
                .isInstanceOf(IllegalStateException.class);
        pass(Duration.ofHours(1));
        watchdog.look();
        assertThat(overdue).isEmpty();
    }

    @Test
    @DisplayName("work that hangs ends its process, and the log names its sequence number")
    void endsTheProcess() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Hanging.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var out = process.inputReader(UTF_8)) {
            assertThat(out.lines()).singleElement().asString().contains("\"sequenceNumber\":\"49\"");
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A function in which a record never ends. */
    static final class Hanging {

        private Hanging() {}

        public static void main(String[] args) throws InterruptedException {
            Watchdog.endingTheProcess(Duration.ofMillis(1)).begin("49");
            Thread.currentThread().join();
        }
    }

    private void consume(ObjectStore store) throws Exception {
        var consumer = new Consumer(
                new ConsumerConfig("lake", "failed", Set.of(), 1),
                HandlerParts.of(new ParallelPuts(store, 1), Clock.systemUTC()).withCapacity(new Capacity(0)),
                watchdog);
        var records = List.of(new KinesisRecord("shardId-0", "1", "k", Instant.EPOCH, new byte[] {'{'}));
        consumer.consume(
                new KinesisBatch("arn:s", records, Optional.empty()),
                new Attempt(Instant.EPOCH, "request"),
                () -> Duration.ofMinutes(15));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
