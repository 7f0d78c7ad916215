package dev.kinesislake.lab.aws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What is running, which ends in the reverse of the order that it started in. */
final class Started {

    private final Deque<Runnable> ends = new ArrayDeque<>();

    /** Takes a part, with what ends it. */
    <T> T with(T part, Consumer<T> end) {
        ends.push(() -> end.accept(part));
        return part;
    }

    void end() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }
}
