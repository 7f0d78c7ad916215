package dev.kinesislake.function.encode;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * Reuses what is expensive to create and needed for each object. It keeps as many as objects were ever encoded at the same time: what one
 * holds outside of the heap would not be given back with an encoder.
 */
public final class Pool<T> {

    private final Supplier<T> maker;
    private final Deque<T> idle = new ConcurrentLinkedDeque<>();

    public Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** The one that was used last, which the processor may still have at hand, or a new one. */
    public T take() {
        var last = idle.pollFirst();
        return last == null ? maker.get() : last;
    }

    public void giveBack(T used) {
        idle.addFirst(used);
    }
}
