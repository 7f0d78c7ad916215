package dev.kinesislake.lab.proof.events;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes events of the typed kind as JSON. */
public final class EventJson {

    private static final Moshi MOSHI = new Moshi.Builder()
            .add(Instant.class, new InstantAdapter().nullSafe())
            .build();

    private EventJson() {}

    /** An adapter for a type that an event may consist of; members that are null are left out. */
    public static <T> JsonAdapter<T> adapter(Class<T> type) {
        return MOSHI.adapter(type);
    }

    /** In ISO 8601. */
    private static final class InstantAdapter extends JsonAdapter<Instant> {

        @Override
        public Instant fromJson(JsonReader reader) throws IOException {
            return Instant.parse(reader.nextString());
        }

        @Override
        public void toJson(JsonWriter writer, @Nullable Instant value) throws IOException {
            writer.value(String.valueOf(value));
        }
    }
}
