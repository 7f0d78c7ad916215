package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.RecordDecoder;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ErasedTest {

    private static final Instant MOMENT = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    @DisplayName("What arrived before is erased, in each spelling; what arrives at that moment or later isn't")
    void whatIsErased() throws IOException {
        var erased = read(and(and(Erased.NONE, "payload.userid", "7"), "payload.menuitem.value", "x"));
        var test = erased.test();

        for (var payload : List.of(
                "{\"userid\":\"7\"}",
                "{\"userid\":7}",
                "{\"userid\":\"\\u0037\"}",
                "{\"userid\":[1,\"7\"]}",
                "{\"userid\":\"7\",\"userid\":\"8\"}",
                "{\"menuitem\":[{\"value\":\"y\"},{\"value\":\"x\"}]}")) {
            assertThat(test.test(row(payload, MOMENT.minusMillis(1))))
                    .as(payload)
                    .isTrue();
            assertThat(test.test(row(payload, MOMENT))).as(payload).isFalse();
        }
        for (var payload : List.of(
                "{\"userid\":\"77\"}",
                "{\"Userid\":\"7\"}",
                "{\"other\":{\"userid\":\"7\"}}",
                "{\"userid\":{\"a\":\"7\"}}")) {
            assertThat(test.test(row(payload, MOMENT.minusMillis(1))))
                    .as(payload)
                    .isFalse();
        }
    }

    @Test
    @DisplayName("Who is erased again is erased up to the later moment")
    void laterMoment() throws IOException {
        var path = MemberPath.parse("payload.userid").orElseThrow();
        var erased = and(Erased.NONE, "payload.userid", "7")
                .and(path, List.of("7"), MOMENT.plusSeconds(60), new SecureRandom())
                .and(path, List.of("7"), MOMENT.minusSeconds(60), new SecureRandom());

        assertThat(read(erased).test().test(row("{\"userid\":7}", MOMENT.plusSeconds(59))))
                .isTrue();
    }

    @Test
    @DisplayName("Each is erased up to a moment of their own")
    void ownMoment() throws IOException {
        var erased = and(Erased.NONE, "payload.userid", "7")
                .and(
                        MemberPath.parse("payload.userid").orElseThrow(),
                        List.of("8"),
                        MOMENT.plusSeconds(60),
                        new SecureRandom());

        var test = read(erased).test();

        assertThat(test.test(row("{\"userid\":7}", MOMENT.plusSeconds(30)))).isFalse();
        assertThat(test.test(row("{\"userid\":8}", MOMENT.plusSeconds(30)))).isTrue();
    }

    @Test
    @DisplayName("The list has no text of anybody")
    void noTexts() {
        assertThat(new String(
                        and(Erased.NONE, "payload.userid", "anna@example.com").toJson(), UTF_8))
                .contains("payload.userid", "2026-11-29T12:00:00Z")
                .doesNotContain("anna");
    }

    @Test
    @DisplayName("A list of another form is an error: nobody knows who is erased")
    void otherForm() {
        for (var json : List.of("", "[]", "{}", "{\"key\":\"AAAA\",\"people\":[]}", "{\"key\":1")) {
            assertThatThrownBy(() -> Erased.ofJson(json.getBytes(UTF_8)))
                    .as(json)
                    .isInstanceOf(IOException.class);
        }
    }

    private static Erased and(Erased erased, String path, String text) {
        return erased.and(MemberPath.parse(path).orElseThrow(), List.of(text), MOMENT, new SecureRandom());
    }

    private static Erased read(Erased erased) throws IOException {
        return Erased.ofJson(erased.toJson());
    }

    private static Decoded row(String payload, Instant arrival) {
        var event = "{\"metadata\":{\"uuid\":\"1\",\"section\":\"A\"},\"payload\":" + payload + "}";
        return new RecordDecoder(Set.of())
                .decode(new KinesisRecord("shardId-000000000000", "100", "key", arrival, event.getBytes(UTF_8)))
                .rows()
                .get(0);
    }
}
