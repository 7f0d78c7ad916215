package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

    private final EventDecoder decoder = new EventDecoder(Set.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|malformed-json|expected a value, found the end of the record (byte 0)|$",
                "{\"metadata\":|malformed-json|expected a value, found the end of the record (byte 12)|$.metadata",
                "[1]|not-an-object|is an array, expected an object|$",
                "\"text\"|not-an-object|is a string, expected an object|$",
                "null|not-an-object|is null, expected an object|$",
                "{\"a\":1,\"\\u0061\":2}|duplicate-member|is named twice|$.a",
                "{\"metadata\":{\"x\":1,\"x\":1}}|duplicate-member|is named twice|$.metadata.x",
                "{\"metadata\":{},\"metadata\":{}}|duplicate-member|is named twice|$.metadata",
                "{}|missing-metadata|is missing, expected an object|$.metadata",
                "{\"metadata\":null}|missing-metadata|is null, expected an object|$.metadata",
                "{\"metadata\":[]}|missing-metadata|is an array, expected an object|$.metadata",
                "{\"metadata\":{}}|missing-section|is missing, expected a section's name|$.metadata.section",
                "{\"metadata\":{\"section\":null}}|missing-section|is null, expected a section's name|$.metadata.section",
                "{\"metadata\":{\"section\":\" \\t\"}}|missing-section|is a blank string, expected a section's name|$.metadata.section",
                "{\"metadata\":{\"section\":7}}|invalid-section|is a number, expected a string|$.metadata.section",
                "{\"metadata\":{\"section\":true}}|invalid-section|is a boolean, expected a string|$.metadata.section",
                "{\"metadata\":{\"section\":\"a\\u0000\"}}|invalid-section|has a control character|$.metadata.section",
                "{\"metadata\":{\"section\":\"a\\u007f\"}}|invalid-section|has a control character|$.metadata.section",
                "{\"metadata\":{\"section\":\"__HIVE_DEFAULT_PARTITION__\"}}|invalid-section|is the name that readers take for null|$.metadata.section",
                "{\"metadata\":{\"section\":\"S\"}}|missing-uuid|is missing, expected a string that isn't blank|$.metadata.uuid",
                "{\"metadata\":{\"section\":\"S\",\"uuid\":145}}|missing-uuid|is a number, expected a string that isn't blank|$.metadata.uuid",
                "{\"metadata\":{\"section\":\"S\",\"uuid\":\"\"}}|missing-uuid|is a blank string, expected a string that isn't blank|$.metadata.uuid",
                "{\"metadata\":{\"section\":\"S\",\"uuid\":\"1\"}}|missing-payload|is missing, expected an object|$.payload",
                "{\"metadata\":{\"section\":\"S\",\"uuid\":\"1\"},\"payload\":\"x\"}|missing-payload|is a string, expected an object|$.payload",
            })
    void refusesWhatIsNoEvent(String json, String reason, String detail, String path) {
        var invalid = (Decoded.Invalid) decoder.decode(record(json.getBytes(UTF_8)));

        assertThat(invalid.reason().label()).isEqualTo(reason);
        assertThat(invalid.detail()).isEqualTo(detail);
        assertThat(invalid.path()).isEqualTo(path);
    }

    @Test
    void refusesInvalidUtf8BeforeAnythingElse() {
        var record = record("{broken, and \u00e9".getBytes(ISO_8859_1));

        assertThat(decoder.decode(record))
                .isEqualTo(new Decoded.Invalid(record, Reason.NOT_UTF8, "byte 13 is not valid UTF-8", null));
    }

    @Test
    void refusesSectionsThatAreLongerThan128BytesOfUtf8() {
        var longest = "é".repeat(64);

        assertThat(decoder.decode(record(event(longest).getBytes(UTF_8)))).isInstanceOf(Decoded.Valid.class);
        assertThat((Decoded.Invalid) decoder.decode(record(event(longest + "e").getBytes(UTF_8))))
                .extracting(Decoded.Invalid::reason, Decoded.Invalid::detail)
                .containsExactly(Reason.INVALID_SECTION, "is 129 bytes of UTF-8 long, allowed are 128");
    }

    @Test
    void refusesSectionsThatTheStackDoesNotKnow() {
        var strict = new EventDecoder(Set.of("Electronics"));

        assertThat(strict.decode(record(event("Electronics").getBytes(UTF_8)))).isInstanceOf(Decoded.Valid.class);
        assertThat((Decoded.Invalid) strict.decode(record(event("electronics").getBytes(UTF_8))))
                .extracting(Decoded.Invalid::reason, Decoded.Invalid::detail)
                .containsExactly(Reason.UNKNOWN_SECTION, "is electronics, which is none of this stack's sections");
    }

    @Test
    void keepsUnknownMembersNumbersEscapesAndOrder() {
        var json = "{ \"new\" : 1.10 , \"metadata\":{\"section\":\"Home\\u002dDecor\", \"uuid\" : \"145\", \"v\":2},\n"
                + "  \"payload\": { \"z\": 1E5, \"a\": \"\\u00e9\\/\", \"twice\": 1, \"twice\": 2 } }";

        var valid = (Decoded.Valid) decoder.decode(record(json.getBytes(UTF_8)));

        assertThat(valid.section()).isEqualTo("Home-Decor");
        assertThat(valid.event())
                .hasToString("{\"new\":1.10,\"metadata\":{\"section\":\"Home\\u002dDecor\",\"uuid\":\"145\",\"v\":2},"
                        + "\"payload\":{\"z\":1E5,\"a\":\"\\u00e9\\/\",\"twice\":1,\"twice\":2}}");
    }

    @Test
    void dropsALeadingByteOrderMarkAndOnlyALeadingOne() {
        var marked = (Decoded.Valid) decoder.decode(record(("\uFEFF" + event("S")).getBytes(UTF_8)));

        assertThat(marked.event()).hasToString(event("S"));
        assertThat(((Decoded.Invalid) decoder.decode(record((event("S") + "\uFEFF").getBytes(UTF_8)))).reason())
                .isEqualTo(Reason.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 999, 1_001, 30_000})
    void findsANameThatIsThereTwiceAmongMany(int members) {
        var names = new StringBuilder();
        for (int i = 0; i < members; i++) {
            names.append(",\"n").append(i).append("\":0");
        }
        var event = event("S");
        var once = event.substring(0, event.length() - 1) + names + "}";

        assertThat(decoder.decode(record(once.getBytes(UTF_8)))).isInstanceOf(Decoded.Valid.class);
        // "Aa" and "BB" have the same hash; of two names, the one counts that comes again first.
        for (var twice : List.of(",\"n7\":1}", ",\"Aa\":1,\"BB\":1,\"n7\":1,\"n3\":1}", ",\"\\u006e7\":1}")) {
            var json = once.substring(0, once.length() - 1) + twice;
            assertThat(((Decoded.Invalid) decoder.decode(record(json.getBytes(UTF_8)))).path())
                    .isEqualTo("$.n7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Electronics", "Beauty-Prouducts", "../../etc", "a/b=c%", "日本", "."})
    void takesEverySectionThatCanBeFiled(String section) {
        assertThat(decoder.decode(record(event(section).getBytes(UTF_8))))
                .isInstanceOfSatisfying(Decoded.Valid.class, valid -> assertThat(valid.section())
                        .isEqualTo(section));
    }

    private static String event(String section) {
        return "{\"metadata\":{\"uuid\":\"145\",\"section\":\"" + section + "\"},\"payload\":{}}";
    }

    private static UserRecord record(byte[] data) {
        return new UserRecord(new Position("shardId-000000000000", "1", null), "key", Instant.EPOCH, data);
    }
}
