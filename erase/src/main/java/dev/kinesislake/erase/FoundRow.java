package dev.kinesislake.erase;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import okio.Buffer;

/**
 * A row about somebody.
 *
 * @param key of its object
 * @param json what is stored, an object of JSON
 */
public record FoundRow(Place place, String key, String json) {

    /** As a line: {@code {"place":…,"object":…,"row":…}}. */
    public String toJson() {
        var text = new Buffer();
        try (var writer = JsonWriter.of(text)) {
            writer.beginObject();
            writer.name("place").value(place.label());
            writer.name("object").value(key);
            writer.name("row").value(new Buffer().writeUtf8(json));
            writer.endObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return text.readUtf8();
    }
}
