package dev.kinesislake.local.demo;

import dev.kinesislake.function.decode.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which record the stream acknowledged at which position. */
final class Ledger {

    private final Map<Position, Integer> acknowledged = new HashMap<>();

    void acknowledge(Position position, int index) {
        acknowledged.put(position, index);
    }

    /** The index of the event at a position, or null where nothing was acknowledged there. */
    @Nullable Integer indexAt(Position position) {
        return acknowledged.get(position);
    }

    Set<Position> positions() {
        return acknowledged.keySet();
    }

    int size() {
        return acknowledged.size();
    }
}
