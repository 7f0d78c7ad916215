package dev.kinesislake.redrive.fix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.redrive.failed.FailedRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepairTest {

    private static final Set<String> SECTIONS = Set.of("Home-Decor");

    @Test
    void aFixChangesNothingBesideWhatItNames() {
        assertThat(repair(
                        ".metadata.section = \"Home-Decor\"",
                        "{\"payload\": {\"b\": 1.50, \"a\": 1e400, \"n\": 12345678901234567890123},"
                                + " \"metadata\": {\"uuid\": \"Ä\"}}"))
                .isEqualTo("{\"payload\":{\"b\":1.50,\"a\":1E+400,\"n\":12345678901234567890123},"
                        + "\"metadata\":{\"uuid\":\"Ä\",\"section\":\"Home-Decor\"}}");
    }

    @Test
    void whatIsStillNoEventIsToldWithItsNewReason() {
        assertThat(repair("del(.extra)", event("Toys", ",\"extra\":1")))
                .isEqualTo("unknown-section: is Toys, which is none of this stack's sections");
        assertThat(repair("del(.metadata)", event("Toys", ""))).startsWith("missing-metadata: ");
        assertThat(repair("empty", event("Toys", ""))).isEqualTo("unknown-section: the fix makes no value of it");
        assertThat(repair(".metadata.section.x", event("Toys", ""))).isEqualTo("unknown-section: the fix fails on it");
    }

    @Test
    @DisplayName("A fix may make several events, which are sent as one record, a line each")
    void severalEvents() {
        var fixed = event("Home-Decor", "");
        assertThat(repair(".metadata.section = \"Home-Decor\" | .,.", event("Toys", "")))
                .isEqualTo(fixed + "\n" + fixed);
        assertThat(repair(".events[]", "{\"events\":[" + fixed + "," + fixed + "," + fixed + "]}"))
                .isEqualTo(fixed + "\n" + fixed + "\n" + fixed);
    }

    @Test
    @DisplayName("Where one of several values is invalid, none is sent")
    void oneOfSeveralIsInvalid() {
        assertThat(repair(".events[]", "{\"events\":[" + event("Home-Decor", "") + "," + event("Toys", "") + "]}"))
                .isEqualTo("unknown-section: event 2 of 2: is Toys, which is none of this stack's sections");
        assertThat(repair(".events[]", "{\"events\":[" + event("Home-Decor", "") + ",7]}"))
                .startsWith("not-an-object: event 2 of 2: ");
    }

    @Test
    void aFixMakesAtMost10000Values() {
        assertThat(repair("range(10001) as $i | .metadata.section = \"Home-Decor\"", event("Toys", "")))
                .isEqualTo("unknown-section: the fix makes more than 10000 values of it");
        assertThat(repair("range(10000) as $i | .metadata.section = \"Home-Decor\"", event("Toys", ""))
                        .lines())
                .hasSize(10_000);
    }

    @Test
    @DisplayName("A row that has several events by today's rules is sent as it was")
    void severalEventsWithoutAFix() {
        var lines = event("Home-Decor", "") + "\r\n" + event("Home-Decor", "") + "\r\n";
        assertThat(words(new Repair(Fix.NONE, SECTIONS).repair(failed("malformed-json", lines))))
                .isEqualTo(lines);
    }

    @Test
    void whatIsNoJsonIsNotFixed() {
        assertThat(repair("{}", "{\"metadata\":")).isEqualTo("malformed-json: is no JSON, which a fix needs");
        assertThat(repair("{}", "[NaN]")).isEqualTo("malformed-json: is no JSON, which a fix needs");
        assertThat(repair("{}", new byte[] {(byte) 0xFF})).isEqualTo("not-utf8: is no JSON, which a fix needs");
    }

    @Test
    void withoutAFixAnEventIsSentAsItWas() {
        var asItWas = "{ \"metadata\" : {\"uuid\":\"1\",\"section\":\"Toys\"},\n\"payload\":{} }";

        assertThat(words(new Repair(Fix.NONE, Set.of()).repair(row(asItWas.getBytes(UTF_8)))))
                .isEqualTo(asItWas);
    }

    @Test
    void whatIsNoExpressionIsRefused() {
        assertThatThrownBy(() -> JqFix.parse(".metadata[")).hasMessage("unexpected end at line 1, column 10");
        assertThatThrownBy(() -> JqFix.parse(".a |\n= 2")).hasMessage("unexpected = at line 2, column 1");
        assertThatThrownBy(() -> JqFix.parse(".a § .b")).hasMessageContaining("line 1, column 4");
        assertThatThrownBy(() -> JqFix.parse("(".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A fix that recurses without an end fails on the row, and the next row is fixed")
    void endlessRecursion() {
        var repair = new Repair(
                JqFix.parse("if .metadata.uuid == \"2\" then def f: f; f else .metadata.section = \"Home-Decor\" end"),
                SECTIONS);

        assertThat(words(repair.repair(
                        row(event("Toys", "").replace("\"1\"", "\"2\"").getBytes(UTF_8)))))
                .isEqualTo("unknown-section: the fix recurses too deeply on it");
        assertThat(words(repair.repair(row(event("Toys", "").getBytes(UTF_8))))).isEqualTo(event("Home-Decor", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "range(1e18) | empty",
                "[limit(1e18; range(1e18)) | empty]",
                "reduce range(1e18) as $i (0; $i)",
                "try last(range(1e18)) catch ."
            })
    @DisplayName("A fix that doesn't end is stopped, and the next row is fixed")
    void endlessFix(String endless) {
        var repair = new Repair(
                JqFix.parse(
                        "if .metadata.uuid == \"2\" then " + endless + " else .metadata.section = \"Home-Decor\" end",
                        new JqFix.Limits(Duration.ofMillis(500), 1000)),
                SECTIONS);

        assertThat(words(repair.repair(
                        row(event("Toys", "").replace("\"1\"", "\"2\"").getBytes(UTF_8)))))
                .isEqualTo("unknown-section: the fix takes longer than 500 ms on it");
        assertThat(words(repair.repair(row(event("Toys", "").getBytes(UTF_8))))).isEqualTo(event("Home-Decor", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".payload.x = \"x\" * 1000", "[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]"
            })
    @DisplayName("A fix may make only so many bytes of a row")
    void largeResults(String large) {
        var fix = JqFix.parse(large, new JqFix.Limits(Duration.ofMinutes(1), 1000));

        assertThat(words(new Repair(fix, SECTIONS).repair(row(event("Toys", "").getBytes(UTF_8)))))
                .isEqualTo("unknown-section: the fix makes more than 1000 bytes of it");
    }

    private static String repair(String fix, String data) {
        return repair(fix, data.getBytes(UTF_8));
    }

    private static String repair(String fix, byte[] data) {
        return words(new Repair(JqFix.parse(fix), SECTIONS).repair(row(data)));
    }

    private static String words(Repair.Repaired repaired) {
        if (repaired instanceof Repair.Events events) {
            return new String(events.data(), UTF_8);
        }
        var invalid = (Repair.Invalid) repaired;
        return invalid.reason() + ": " + invalid.event() + invalid.detail();
    }

    private static FailedRow row(byte[] data) {
        var record = new UserRecord(new Position("shardId-000000000000", "7", null), "key", Instant.EPOCH, data);
        var invalid = (Decoded.Invalid) new EventDecoder(SECTIONS).decode(record);
        return new FailedRow(invalid.reason().label(), invalid.detail(), invalid.path(), record);
    }

    private static FailedRow failed(String reason, String data) {
        var record = new UserRecord(
                new Position("shardId-000000000000", "7", null), "key", Instant.EPOCH, data.getBytes(UTF_8));
        return new FailedRow(reason, "", null, record);
    }

    private static String event(String section, String more) {
        return "{\"metadata\":{\"uuid\":\"1\",\"section\":\"" + section + "\"},\"payload\":{}" + more + "}";
    }
}
