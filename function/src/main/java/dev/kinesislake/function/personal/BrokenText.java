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

    /** A string, also one that is cut, or another value. */
    private static final Pattern VALUE =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)(?:\"|$)|([^\\s,\"\\[\\]{}]++)", Pattern.DOTALL);

    private BrokenText() {}

    /** Hands over the texts of what looks like a member of that name, and of the elements where it's an array. */
    static void texts(byte[] data, String name, Consumer<String> each) {
        // A character a byte, so that what isn't UTF-8 is no obstacle.
        var text = new String(data, ISO_8859_1);
        var members = Pattern.compile("\"" + spellings(name) + "\"\\s*:").matcher(text);
        while (members.find()) {
            values(text, members.end(), each);
        }
    }

    /** Each character of a name as it is, or escaped. */
    private static String spellings(String name) {
        var spellings = new StringBuilder();
        name.codePoints().forEach(character -> {
            var plain = new String(Character.toString(character).getBytes(UTF_8), ISO_8859_1);
            var escaped = new StringBuilder();
            for (char unit : Character.toChars(character)) {
                escaped.append("\\\\u(?i:%04x)".formatted((int) unit));
            }
            spellings.append("(?:" + Pattern.quote(plain) + "|" + escaped + ")");
        });
        return spellings.toString();
    }

    private static void values(String text, int start, Consumer<String> each) {
        var value = VALUE.matcher(text);
        int depth = 0;
        int at = start;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '[') {
                depth++;
                at++;
            } else if (Character.isWhitespace(next) || (depth > 0 && next == ',')) {
                at++;
            } else if (next == ']' && depth > 1) {
                depth--;
                at++;
            } else if (value.region(at, text.length()).lookingAt()) {
                var string = value.group(1);
                accept(string == null ? value.group(2) : unquoted(string), each);
                if (depth == 0) {
                    return;
                }
                at = value.end();
            } else {
                return;
            }
        }
    }

    /** In UTF-8, and in ISO 8859-1, since some bytes that aren't UTF-8 are meant so. */
    private static void accept(String bytes, Consumer<String> each) {
        each.accept(bytes);
        var utf8 = new String(bytes.getBytes(ISO_8859_1), UTF_8);
        if (!utf8.equals(bytes)) {
            each.accept(utf8);
        }
    }

    private static String unquoted(String string) {
        if (string.indexOf('\\') < 0) {
            return string;
        }
        try (var reader = JsonReader.of(new Buffer().writeString("\"" + string + "\"", ISO_8859_1))) {
            return new String(reader.nextString().getBytes(UTF_8), ISO_8859_1);
        } catch (IOException | RuntimeException broken) {
            return string;
        }
    }
}
