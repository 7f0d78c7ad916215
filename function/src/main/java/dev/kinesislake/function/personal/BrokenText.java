package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import okio.Buffer;

/**
 * Bytes that should have been JSON and can't be parsed. Where a member stands in them nobody can tell, so every member of the name counts,
 * wherever it stands.
 */
final class BrokenText {

    private BrokenText() {}

    /** Hands over the texts of what looks like a member of that name. */
    static void texts(byte[] data, String name, Consumer<String> each) {
        // A character a byte, so that what isn't UTF-8 is no obstacle.
        var text = new String(data, ISO_8859_1);
        var quoted = Pattern.quote(new String(name.getBytes(UTF_8), ISO_8859_1));
        var members = Pattern.compile(
                        "\"" + quoted + "\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)(?:\"|$)|([^\\s,\"\\]}]++))",
                        Pattern.DOTALL)
                .matcher(text);
        while (members.find()) {
            var string = members.group(1);
            each.accept(utf8(string == null ? members.group(2) : unquoted(string)));
        }
    }

    private static String unquoted(String string) {
        try (var reader = JsonReader.of(new Buffer().writeString("\"" + string + "\"", ISO_8859_1))) {
            return new String(reader.nextString().getBytes(UTF_8), ISO_8859_1);
        } catch (IOException | RuntimeException broken) {
            return string;
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }
}
