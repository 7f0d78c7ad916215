package dev.kinesislake.producer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLineTest {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(10_000).build())
            .build();
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\n",
        "\r\n",
        " ",
        "\t",
        "\u0001",
        "\\u00e",
        "\\ud83d",
        "é",
        "\u2028",
        "0",
        "-",
        "1.",
        "e5",
        "01",
        "true",
        "nul",
        "NaN",
        "{}",
        "[]",
        "\"a\":1",
        "\u001f\u008b",
        "\ufeff",
        "\u007f"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[]}",
                "{\"a\":[{},[1,-0,0.5,1e9,1E-2,-12.30e+1]],\"b\":null,\"c\":true,\"d\":false}",
                "{ \"a\" :\t\"é \\u00e9 \\\" \\\\ \\/ \\b\\f\\n\\r\\t 𝄞 \u2028 \u0085 \\ud800\" }",
                "{\"a\":1,\"a\":2}"
            })
    void anObjectOnOneLineIsTakenAsItIs(String json) {
        var event = json.getBytes(UTF_8);

        assertThat(EventLine.of(event)).isSameAs(event);
    }

    @Test
    void lineBreaksBetweenTokensBecomeSpaces() {
        assertThat(line("\r\n{\n\t\"a\": [\r\n1,\n2 ],\n\"b\":\"\\n\"}\n \n"))
                .isEqualTo("{ \t\"a\": [  1, 2 ], \"b\":\"\\n\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "\"a\"",
                "[]",
                "[{}]",
                "null",
                "{",
                "{\"a",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{,}",
                "{\"a\" 1}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":[1}]",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12",
                "{} {}",
                "{}\n{}",
                "{}x",
                "{}\u0000",
                "\ufeff{}",
                "{\u00a0}",
                "// comment\n{}"
            })
    void whateverElseItIsHasARecordOfItsOwn(String event) {
        assertThat(EventLine.of(event.getBytes(UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00c3",
                "\u00c3(",
                "\u0080",
                "\u00c0\u0080",
                "\u00e0\u0080\u0080",
                "\u00ed\u00a0\u0080",
                "\u00f0\u0080\u0080\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u00e2\u0082"
            })
    void soHasAnEventThatIsNotUtf8(String bytes) {
        assertThat(EventLine.of(("{\"a\":\"" + bytes + "\"}").getBytes(ISO_8859_1)))
                .isNull();
    }

    @Test
    void soHasWhatIsCompressedOrAggregated() {
        assertThat(EventLine.of("\u001f\u008b\b{}".getBytes(ISO_8859_1))).isNull();
        assertThat(EventLine.of("\u00f3\u0089\u009a\u00c2{}".getBytes(ISO_8859_1)))
                .isNull();
    }

    @Test
    void nestingIsLimited() {
        assertThat(EventLine.of(nested(100))).isNotNull();
        assertThat(EventLine.of(nested(101))).isNull();
        assertThat(EventLine.of(nested(1_000_000))).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithAParserAboutWhateverItGets(long seed) {
        var random = new SplittableRandom(seed);
        int lines = 0;
        for (int i = 0; i < 20_000; i++) {
            var event = damaged(object(random, 3), random);
            var line = EventLine.of(event);
            var tokens = tokensOfAnObject(event);
            assertThat(line != null).as(() -> new String(event, UTF_8)).isEqualTo(tokens != null);
            if (line != null) {
                lines++;
                assertThat(new String(line, UTF_8))
                        .startsWith("{")
                        .endsWith("}")
                        .doesNotContain("\n", "\r");
                assertThat(tokensOfAnObject(line)).isEqualTo(tokens);
            }
        }
        assertThat(lines).isBetween(2_000, 18_000);
    }

    private static byte[] nested(int depth) {
        return ("{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}").getBytes(UTF_8);
    }

    private static String line(String event) {
        var line = EventLine.of(event.getBytes(UTF_8));
        return line == null ? "none" : new String(line, UTF_8);
    }

    /** Null for all that isn't one object in UTF-8, within the limit of nesting. */
    private static @Nullable List<String> tokensOfAnObject(byte[] bytes) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            // Else the parser takes the first for a byte order mark, and the second for one of UTF-16.
            return text.startsWith("\ufeff") || text.contains("\u0000") ? null : parsed(bytes);
        } catch (IOException invalid) {
            return null;
        }
    }

    private static @Nullable List<String> parsed(byte[] bytes) throws IOException {
        try (var json = JSON.createParser(bytes)) {
            var tokens = new ArrayList<String>();
            int depth = 0;
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (depth == 0 && (token != JsonToken.START_OBJECT || !tokens.isEmpty())) {
                    return null;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > EventLine.MAX_DEPTH) {
                    return null;
                }
                tokens.add(token + " " + json.getText());
            }
            return tokens.isEmpty() ? null : tokens;
        }
    }

    private static String object(SplittableRandom random, int depth) {
        var json = new StringBuilder("{").append(space(random));
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            json.append(i > 0 ? "," : "")
                    .append(space(random))
                    .append("\"m\\u00e9 𝄞 ")
                    .append(i)
                    .append('"')
                    .append(space(random))
                    .append(':')
                    .append(value(random, depth))
                    .append(space(random));
        }
        return json.append('}').append(space(random)).toString();
    }

    private static String value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> "\"text \\n é\"";
            case 1 -> Integer.toString(random.nextInt());
            case 2 -> Double.toString(random.nextDouble() * 1e-9);
            case 3 -> "null";
            case 4 -> Boolean.toString(random.nextBoolean());
            case 5 -> "[" + space(random) + "]";
            case 6 -> object(random, depth - 1);
            default -> "[" + value(random, depth - 1) + space(random) + "," + value(random, depth - 1) + "]";
        };
    }

    private static String space(SplittableRandom random) {
        return new String[] {"", "", " ", "\n", "\r\n\t"}[random.nextInt(5)];
    }

    /** Cuts, adds or replaces something somewhere, or nothing. */
    private static byte[] damaged(String json, SplittableRandom random) {
        var bytes = json.getBytes(UTF_8);
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> bytes;
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 3 -> without(bytes, at);
            case 4 -> with(bytes, at, (json + json).getBytes(UTF_8));
            default -> with(bytes, at, PIECES[random.nextInt(PIECES.length)].getBytes(UTF_8));
        };
    }

    private static byte[] without(byte[] bytes, int at) {
        var rest = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, rest, at, rest.length - at);
        return rest;
    }

    private static byte[] with(byte[] bytes, int at, byte[] more) {
        var longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, longer, at, more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        return longer;
    }
}
