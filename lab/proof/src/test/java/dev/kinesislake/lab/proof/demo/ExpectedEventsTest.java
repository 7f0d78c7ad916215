package dev.kinesislake.lab.proof.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.lab.proof.events.SentEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpectedEventsTest {

    private static final byte[] UNKNOWN =
            "{\"metadata\": {\"uuid\": \"1\", \"section\": \"Toys\"}, \"payload\": {}}".getBytes(UTF_8);

    private final List<SentEvent> events = List.of(
            SentEvent.valid("a", new byte[] {1}, "Electronics", "{}"),
            SentEvent.valid("b", new byte[] {2}, "Home-Decor", "{}"),
            SentEvent.invalid(Reason.UNKNOWN_SECTION, UNKNOWN),
            SentEvent.invalid(Reason.MALFORMED_JSON, new byte[] {3}));

    @Test
    void aSectionThatTheStackDoesNotKnowIsExpectedAmongTheFailed() {
        assertThat(expected(Set.of("Electronics")))
                .containsExactly(
                        "section Electronics",
                        "reason UNKNOWN_SECTION",
                        "reason UNKNOWN_SECTION",
                        "reason MALFORMED_JSON");
    }

    @Test
    void aStackThatKnowsAllSectionsTakesEachOfThem() {
        assertThat(expected(Set.of()))
                .containsExactly("section Electronics", "section Home-Decor", "section Toys", "reason MALFORMED_JSON");
        assertThat(new ExpectedEvents(events::get, Set.of()).get(2).compact())
                .isEqualTo("{\"metadata\":{\"uuid\":\"1\",\"section\":\"Toys\"},\"payload\":{}}");
    }

    private List<String> expected(Set<String> sections) {
        var expected = new ExpectedEvents(events::get, sections);
        return List.of(0, 1, 2, 3).stream()
                .map(index -> expected.get(index).folder())
                .toList();
    }
}
