package dev.kinesislake.cli.queue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A sender in a thread of its own. */
final class RunningSender implements AutoCloseable {

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final CompletableFuture<QueueCounters> ended = new CompletableFuture<>();
    private final QueueSender sender;

    RunningSender(Broker broker, Outlet outlet, QueueSettings settings) {
        sender = new QueueSender(
                broker,
                TestBroker.QUEUE,
                outlet,
                data -> "key " + Arrays.hashCode(data),
                settings,
                said::add,
                System::nanoTime);
        var thread = new Thread(
                () -> {
                    try {
                        sender.run();
                        ended.complete(sender.counters());
                    } catch (Throwable failure) {
                        ended.completeExceptionally(failure);
                    }
                },
                "sender");
        thread.setDaemon(true);
        thread.start();
    }

    static QueueSettings settings(int inFlight, @Nullable Duration idleExit) {
        return new QueueSettings(inFlight, 1_048_576, idleExit, Duration.ofMillis(50), Duration.ofMillis(50));
    }

    static QueueSettings settings() {
        return settings(1_000, null);
    }

    List<String> said() {
        return said;
    }

    QueueCounters counters() {
        return sender.counters();
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** Waits for its end. */
    QueueCounters ended() {
        return ended.orTimeout(10, TimeUnit.MINUTES).join();
    }

    QueueCounters stop() {
        sender.stop();
        return ended();
    }

    @Override
    public void close() {
        sender.stop();
    }
}
