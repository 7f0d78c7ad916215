package dev.kinesislake.lab.bench.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonAdapter;
import dev.kinesislake.function.event.Event;
import dev.kinesislake.lab.proof.events.EventJson;
import dev.kinesislake.lab.proof.events.GeneratedEvents;
import dev.kinesislake.lab.proof.events.InvalidEvents;

/** Records' bytes, made when they're asked for. The same kind and index always give the same bytes. */
public final class Events {

    private static final long SEED = 145;

    private final EventKind kind;
    private final GeneratedEvents generated;
    private final JsonAdapter<SentEvent> json;

    public Events(EventKind kind) {
        this.kind = kind;
        this.generated = new GeneratedEvents(SEED, kind.names());
        var compact = EventJson.adapter(SentEvent.class);
        this.json = kind.pretty() ? compact.indent("    ") : compact;
    }

    public byte[] record(int index) {
        return index % 100 < kind.invalidPercent()
                ? InvalidEvents.data(index)
                : json.toJson(new SentEvent(event(index), index)).getBytes(UTF_8);
    }

    /** The event at an index, where that is one. */
    public Event event(int index) {
        return generated.event(index);
    }
}
