package dev.kinesislake.function.personal;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import okio.Buffer;

/** The texts of a member: of a string its characters, of a number or a boolean its JSON text. Other values have none. */
final class MemberTexts {

    private final List<String> names;
    private final Consumer<String> each;

    private MemberTexts(List<String> names, Consumer<String> each) {
        this.names = names;
        this.each = each;
    }

    /**
     * Hands over the texts of all members at a path.
     *
     * @throws IOException if the bytes are no JSON text
     */
    static void of(byte[] json, MemberPath path, Consumer<String> each) throws IOException {
        try (var reader = JsonReader.of(new Buffer().write(json))) {
            new MemberTexts(path.names(), each).walk(reader, 0);
            if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
                throw new IOException("more than one JSON text");
            }
        }
    }

    private void walk(JsonReader reader, int depth) throws IOException {
        switch (reader.peek()) {
            case BEGIN_ARRAY -> {
                reader.beginArray();
                while (reader.hasNext()) {
                    walk(reader, depth);
                }
                reader.endArray();
            }
            case BEGIN_OBJECT -> {
                if (depth == names.size()) {
                    reader.skipValue();
                } else {
                    members(reader, depth);
                }
            }
            case STRING, NUMBER -> leaf(reader.nextString(), depth);
            case BOOLEAN -> leaf(Boolean.toString(reader.nextBoolean()), depth);
            default -> reader.skipValue();
        }
    }

    private void members(JsonReader reader, int depth) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            if (reader.nextName().equals(names.get(depth))) {
                walk(reader, depth + 1);
            } else {
                reader.skipValue();
            }
        }
        reader.endObject();
    }

    private void leaf(String text, int depth) {
        if (depth == names.size()) {
            each.accept(text);
        }
    }
}
