package dev.kinesislake.producer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one partition key: some may be sent, and the others wait until these are settled. Only events that one shard gathers
 * may be sent together, since its records leave one by one. Not safe for use by many threads.
 */
final class Turn {

    private final ArrayDeque<Pending> waiting = new ArrayDeque<>(0);
    private int released;
    private @Nullable Lane gatheredBy;

    /** Whether an event may be sent before those that may already be are settled, for a lane that would gather it, if any. */
    boolean mayJoin(@Nullable Lane gathers) {
        return released == 0 || (gathers != null && gathers == gatheredBy);
    }

    void release(@Nullable Lane gathers) {
        released++;
        gatheredBy = gathers;
    }

    /** Returns whether none is on its way any more. */
    boolean settle() {
        released--;
        return released == 0;
    }

    void wait(Pending event) {
        waiting.add(event);
    }

    /** Has an event wait again, before those that do. */
    void waitAgain(Pending event) {
        released--;
        waiting.addFirst(event);
    }

    boolean waits() {
        return !waiting.isEmpty();
    }

    @Nullable Pending next() {
        return waiting.peek();
    }

    void removeNext() {
        waiting.remove();
    }

    boolean isOver() {
        return released == 0 && waiting.isEmpty();
    }

    /** Hands out the events that wait. */
    List<Pending> clear() {
        var all = new ArrayList<Pending>(waiting);
        waiting.clear();
        return all;
    }
}
