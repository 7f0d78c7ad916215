package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    /** An independent strict parser that keeps every digit. */
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|{}",
                "` { } `|{}",
                "[ ]|[]",
                "\"a  b\"|\"a  b\"",
                "` 1.50E+10 `|1.50E+10",
                "{\"b\" : 1 , \"a\" : [ 1 , { } , \"x\" ] }|{\"b\":1,\"a\":[1,{},\"x\"]}",
                "{\"\\u0061\\/\\\"\" : \"\\uD83D\\uDE00 \\n\" }|{\"\\u0061\\/\\\"\":\"\\uD83D\\uDE00 \\n\"}",
                "{\"n\":-0.0e-1,\"t\":true,\"f\":false,\"z\":null}|{\"n\":-0.0e-1,\"t\":true,\"f\":false,\"z\":null}",
                "{\"é\" : \"日本 語\"}|{\"é\":\"日本 語\"}",
            })
    void dropsInsignificantWhiteSpaceAndNothingElse(String json, String compact) throws Exception {
        assertThat(scan(json)).hasToString(compact);
    }

    @Test
    void keepsTheBytesWhereThereIsNothingToDrop() throws Exception {
        var bytes = "\t{\"a\":1}\r\n".getBytes(UTF_8);

        var text = new JsonScanner(bytes, 0, bytes.length).scan();

        assertThat(text.bytes()).isSameAs(bytes);
        assertThat(text).hasToString("{\"a\":1}");
        assertThat(text.member(utf8("a"))).hasToString("1");
    }

    @Test
    void listsTheTopLevelMembersWithTheirNamesUnescaped() throws Exception {
        var text = scan("\n{ \"\\u0061\" : { \"inner\" : [ 1 , 2 ] } , \"b\\\"\" : \"x\" , \"c\":null }");

        assertThat(names(text)).containsExactly("a", "b\"", "c");
        assertThat(text.member(utf8("a"))).hasToString("{\"inner\":[1,2]}");
        assertThat(text.member(utf8("b\""))).hasToString("\"x\"");
        assertThat(text.member(utf8("c"))).hasToString("null");
        assertThat(text.member(utf8("inner"))).isNull();
    }

    @Test
    void listsTheMembersOfObjectsThatAreMembersAndNoneBelow() throws Exception {
        var text = scan(
                "{ \"a\" : { \"b\" : { \"c\" : 1 } , \"b\" : [ { \"d\" : 2 } ] } , \"e\" : [ { \"f\" : 3 } ] , \"g\" : { } }");

        var a = requireNonNull(text.member(utf8("a")));
        assertThat(names(a)).containsExactly("b", "b");
        assertThat(a.member(utf8("b"))).hasToString("{\"c\":1}");
        assertThat(a.value(a.nextMember(a.firstMember()))).hasToString("[{\"d\":2}]");
        assertThat(names(requireNonNull(a.member(utf8("b"))))).isEmpty();
        assertThat(names(requireNonNull(text.member(utf8("e"))))).isEmpty();
        assertThat(names(requireNonNull(text.member(utf8("g"))))).isEmpty();
        assertThat(names(scan("[{\"a\":{\"b\":1}}]"))).isEmpty();
    }

    @Test
    void listsMoreMembersThanTheTableHasRoomForAtFirst() throws Exception {
        var members = IntStream.range(0, 1000)
                .mapToObj(i -> "\"m" + i + "\": {\"x\" : " + i + "}")
                .toList();

        var text = scan("{" + String.join(" , ", members) + "}");

        assertThat(names(text)).hasSize(1000);
        assertThat(requireNonNull(text.member(utf8("m999"))).member(utf8("x"))).hasToString("999");
    }

    @ParameterizedTest
    @CsvSource({"7", "8", "9", "100"})
    void findsANameThatStandsTwiceAmongFewAndMany(int count) throws Exception {
        var names = IntStream.range(0, count).mapToObj(i -> "\"m" + i + "\":1").collect(Collectors.joining(","));

        assertThat(scan("{" + names + "}").duplicate()).isNull();
        assertThat(scan("{" + names + ",\"m3\":{}}").duplicate()).isEqualTo("m3");
        assertThat(scan("{" + names + ",\"\\u006d3\":{}}").duplicate()).isEqualTo("m3");
    }

    @Test
    void looksAtEveryByteOfAStringWhereverItStands() throws Exception {
        for (int length = 0; length < 40; length++) {
            for (int place = 0; place < length; place++) {
                for (int other = 0; other < 256; other++) {
                    var bytes = ("[\"" + "x".repeat(length) + "\"]").getBytes(UTF_8);
                    bytes[2 + place] = (byte) other;
                    boolean plain = other >= ' ' && other != '"' && other != '\\';
                    assertThat(isValid(bytes))
                            .as("%d at %d of %d", other, place, length)
                            .isEqualTo(plain);
                }
            }
        }
    }

    private static boolean isValid(byte[] json) {
        try {
            new JsonScanner(json, 0, json.length).scan();
            return true;
        } catch (MalformedJsonException malformed) {
            return false;
        }
    }

    private static List<String> names(JsonText object) {
        var names = new ArrayList<String>();
        for (int member = object.firstMember(); member < object.lastMember(); member = object.nextMember(member)) {
            names.add(object.name(member));
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|expected a value, found the end of the record (byte 0)|$",
                "{\"a\":1|expected a comma or the end of the object, found the end of the record (byte 6)|$.a",
                "{\"a\":[1,2,{\"b\":nul}]}|expected null, found '}' (byte 18)|$.a[2].b",
                "{\"a\":1}x|expected the end of the record, found 'x' (byte 7)|$",
                "{\"a\":NaN}|expected a value, found 'N' (byte 5)|$.a",
                "{\"a\":True}|expected a value, found 'T' (byte 5)|$.a",
                "{\"a\":1,}|expected a member's name, found '}' (byte 7)|$.a",
                "[1,]|expected a value, found ']' (byte 3)|$[1]",
                "[01]|expected a comma or the end of the array, found '1' (byte 2)|$[0]",
                "[1.]|expected a digit, found ']' (byte 3)|$[0]",
                "[-]|expected a digit, found ']' (byte 2)|$[0]",
                "[1e+]|expected a digit, found ']' (byte 4)|$[0]",
                "{\"x y\":'a'}|expected a value, found ''' (byte 7)|$['x y']",
                "{a:1}|expected a member's name, found 'a' (byte 1)|$",
                "{\"a\" 1}|expected a colon, found '1' (byte 5)|$.a",
                "[\"\\x\"]|expected one of \" \\ / b f n r t u after a backslash, found 'x' (byte 3)|$[0]",
                "[\"\\u12g4\"]|expected a hexadecimal digit, found 'g' (byte 6)|$[0]",
                "[\"\\uD800\"]|half a surrogate pair as an escape (byte 2)|$[0]",
                "[\"\\uDC00\"]|half a surrogate pair as an escape (byte 2)|$[0]",
                "[\"\\uD800\\u0041\"]|half a surrogate pair as an escape (byte 2)|$[0]",
                "[\"\\uD800\\n\"]|half a surrogate pair as an escape (byte 2)|$[0]",
                "[\"a|expected the end of the string, found the end of the record (byte 3)|$[0]",
                "// no|expected a value, found '/' (byte 0)|$",
            })
    void saysWhatIsMalformedAndWhere(String json, String detail, String path) {
        var malformed = catchThrowableOfType(MalformedJsonException.class, () -> scan(json));

        assertThat(malformed.detail()).isEqualTo(detail);
        assertThat(malformed.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001F", "\n", "\t"})
    void refusesRawControlCharactersInStrings(String character) {
        assertThat(catchThrowableOfType(MalformedJsonException.class, () -> scan("[\"a" + character + "\"]")))
                .hasMessage("a raw control character in a string (byte 3)");
    }

    @Test
    void nestsToADepthOfAHundredAndNoDeeper() throws Exception {
        assertThat(scan("[".repeat(100) + "]".repeat(100)).length()).isEqualTo(200);
        assertThat(catchThrowableOfType(MalformedJsonException.class, () -> scan("[".repeat(101) + "]".repeat(101))))
                .hasMessage("nested deeper than 100 (byte 100)");
    }

    @Test
    void agreesWithAnIndependentStrictParserOnMutatedJson() throws IOException {
        var random = new Random(42);
        var alphabet = " \t\n{}[]:,\"\\/bfnrtu0123456789abcdefDd-+.eETx\u00e9\u0001".toCharArray();
        var seeds = new String[] {
            "{\"a\": [1, 2.5e-3, -0, true, false, null], \"b\": {\"c\": \"x\\u0041\\n\"}}",
            "[{\"a\":1},{\"a\":[[]]},\"\", 10, 0.1]",
            " \"text\" ",
        };
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            var mutated = new StringBuilder(seeds[random.nextInt(seeds.length)]);
            for (int edits = random.nextInt(3) + 1; edits > 0; edits--) {
                int at = random.nextInt(mutated.length());
                char other = alphabet[random.nextInt(alphabet.length)];
                switch (random.nextInt(3)) {
                    case 0 -> mutated.setCharAt(at, other);
                    case 1 -> mutated.insert(at, other);
                    default -> mutated.deleteCharAt(at);
                }
            }
            valid += agrees(mutated.toString()) ? 1 : 0;
        }
        assertThat(valid).isBetween(20_000, 180_000); // both verdicts were tried
    }

    private static boolean agrees(String json) throws IOException {
        JsonNode expected;
        try {
            expected = JACKSON.readTree(json.getBytes(UTF_8));
        } catch (IOException refused) {
            expected = null;
        }
        String actual;
        try {
            actual = scan(json).toString();
        } catch (MalformedJsonException malformed) {
            actual = null;
        }
        if (expected == null || expected.isMissingNode()) {
            assertThat(actual).as(json).isNull();
            return false;
        }
        assertThat(actual).as(json).isNotNull();
        assertThat(JACKSON.readTree(actual)).as(json).isEqualTo(expected);
        return true;
    }

    private static JsonText scan(String json) throws MalformedJsonException {
        var bytes = json.getBytes(UTF_8);
        return new JsonScanner(bytes, 0, bytes.length).scan();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
