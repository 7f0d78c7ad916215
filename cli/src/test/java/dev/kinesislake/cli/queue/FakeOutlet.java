package dev.kinesislake.cli.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.producer.Acknowledged;
import dev.kinesislake.producer.OutgoingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A stream that takes events at once, holds its answers back, or refuses. */
final class FakeOutlet implements Outlet {

    private static final Acknowledged SOMEWHERE = new Acknowledged("shardId-000000000000", "1");

    /** What it does with an event. */
    enum Mood {
        TAKES,
        HOLDS,
        REFUSES
    }

    private final List<byte[]> taken = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private Mood mood;
    private int refusals;

    FakeOutlet(Mood mood) {
        this.mood = mood;
    }

    private record Held(OutgoingEvent event, CompletableFuture<Acknowledged> answer) {}

    @Override
    public synchronized CompletableFuture<Acknowledged> send(OutgoingEvent event) {
        return switch (mood) {
            case TAKES -> {
                taken.add(event.data());
                yield CompletableFuture.completedFuture(SOMEWHERE);
            }
            case HOLDS -> {
                var answer = new CompletableFuture<Acknowledged>();
                held.add(new Held(event, answer));
                yield answer;
            }
            case REFUSES -> {
                refusals++;
                yield CompletableFuture.failedFuture(new IllegalStateException("the stream takes nothing"));
            }
        };
    }

    /** Answers none that it holds back: they are as if their producer had been given up. */
    @Override
    public void flush() {}

    synchronized void now(Mood mood) {
        this.mood = mood;
    }

    /** Takes one of those it holds back. */
    void take(String text) {
        Held one;
        synchronized (this) {
            one = held.stream()
                    .filter(each -> new String(each.event.data(), UTF_8).equals(text))
                    .findFirst()
                    .orElseThrow();
            held.remove(one);
            taken.add(one.event.data());
        }
        one.answer.complete(SOMEWHERE);
    }

    void takeAll() {
        for (var text : held()) {
            take(text);
        }
    }

    synchronized List<String> held() {
        return held.stream().map(each -> new String(each.event.data(), UTF_8)).toList();
    }

    synchronized List<byte[]> taken() {
        return List.copyOf(taken);
    }

    List<String> texts() {
        return taken().stream().map(data -> new String(data, UTF_8)).toList();
    }

    synchronized int refusals() {
        return refusals;
    }
}
