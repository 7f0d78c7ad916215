package dev.kinesislake.cli.people;

import com.squareup.moshi.JsonWriter;
import dev.kinesislake.erase.Eraser;
import dev.kinesislake.erase.Place;
import dev.kinesislake.erase.people.People;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import okio.Buffer;

/** What is filed about an erasure: times and counts, and no text of anybody. */
final class EraseReport {

    private EraseReport() {}

    static String json(Instant began, Instant ended, People people, Eraser.Result result, List<String> left) {
        var text = new Buffer();
        try (var json = JsonWriter.of(text)) {
            json.setIndent("  ");
            json.beginObject();
            json.name("began").value(began.toString());
            json.name("arrivedBefore").value(result.before().toString());
            json.name("ended").value(ended.toString());
            json.name("texts").beginObject();
            for (var path : people.texts().entrySet()) {
                json.name(path.getKey().toString()).value(path.getValue().size());
            }
            json.endObject();
            json.name("erased").beginObject();
            for (var place : Place.values()) {
                json.name(place.label()).beginObject();
                json.name("objects").value(result.erased().objects(place));
                json.name("rows").value(result.erased().rows(place));
                json.endObject();
            }
            json.endObject();
            json.name("left").beginArray();
            for (var message : left) {
                json.value(message);
            }
            json.endArray();
            json.name("nothingLeft").value(result.isClean());
            json.endObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return text.writeUtf8("\n").readUtf8();
    }
}
