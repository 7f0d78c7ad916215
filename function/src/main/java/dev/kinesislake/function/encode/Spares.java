package dev.kinesislake.function.encode;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * What is dear to make and needed for each object, kept for the next ones: as many as objects were ever encoded at the same time. What it
 * holds outside of the heap would not be given back with an encoder.
 */
public final class Spares<T> {

    private final Supplier<T> maker;
    private final Deque<T> idle = new ConcurrentLinkedDeque<>();

    public Spares(Supplier<T> maker) {
        this.maker = maker;
    }

    /** The one that was used last, which the processor may still have at hand, or a new one. */
    public T take() {
        var last = idle.pollFirst();
        return last == null ? maker.get() : last;
    }

    public void giveBack(T spare) {
        idle.addFirst(spare);
    }
}
