package dev.kinesislake.function.store;

import static dev.kinesislake.function.store.Fence.Decision.KEEP;
import static dev.kinesislake.function.store.Fence.Decision.REFUSE;
import static dev.kinesislake.function.store.Fence.Decision.REPLACE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FenceTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Provenance OURS = of(NOON, "b", "arn:s", "3", 3);

    @Test
    @DisplayName("an object without an attempt is as old as it is stored")
    void withoutAttempt() {
        assertThat(Fence.decide(OURS, Optional.empty(), NOON.minusSeconds(29))).isEqualTo(REFUSE);
        assertThat(Fence.decide(OURS, Optional.empty(), NOON.minusSeconds(30))).isEqualTo(REPLACE);
    }

    @Test
    @DisplayName("another stream's object is never replaced, however old")
    void anotherStream() {
        assertThat(decide(of(Instant.EPOCH, "a", "arn:other", "3", 3))).isEqualTo(REFUSE);
    }

    @Test
    @DisplayName("our own object is done")
    void ownObject() {
        assertThat(decide(OURS)).isEqualTo(KEEP);
    }

    @Test
    @DisplayName("the same rows: kept if newer, written again if older, also within the same millisecond")
    void sameRows() {
        assertThat(decide(of(NOON.plusMillis(1), "a", "arn:s", "3", 3))).isEqualTo(KEEP);
        assertThat(decide(of(NOON, "c", "arn:s", "3", 3))).isEqualTo(KEEP);
        assertThat(decide(of(NOON, "a", "arn:s", "3", 3))).isEqualTo(REPLACE);
        assertThat(decide(of(NOON.minusMillis(1), "c", "arn:s", "3", 3))).isEqualTo(REPLACE);
    }

    @Test
    @DisplayName("other rows: replaced only if their attempt began 30 s before ours")
    void otherRows() {
        for (var rows : new Provenance[] {
            of(NOON, "a", "arn:s", "2", 2), of(NOON, "a", "arn:s", "3", 2), of(NOON, "a", "arn:s", "4", 3)
        }) {
            assertThat(decide(at(NOON.minusSeconds(30), rows))).isEqualTo(REPLACE);
            assertThat(decide(at(NOON.minusSeconds(30).plusMillis(1), rows))).isEqualTo(REFUSE);
            assertThat(decide(at(NOON.plusSeconds(3600), rows))).isEqualTo(REFUSE);
        }
    }

    @Test
    @DisplayName("a discarded batch replaces what began before it was discarded, and nothing later")
    void discardedBatch() {
        var redrive = new Provenance(Attempt.ofRedrive(NOON, "z"), "arn:s", 3, "3");
        assertThat(Fence.decide(redrive, Optional.of(of(NOON, "a", "arn:s", "2", 2)), NOON))
                .isEqualTo(REPLACE);
        assertThat(Fence.decide(redrive, Optional.of(of(NOON.plusMillis(1), "a", "arn:s", "2", 2)), NOON))
                .isEqualTo(REFUSE);
    }

    @Test
    @DisplayName("metadata gives back what was written; anything else has no provenance")
    void metadata() {
        assertThat(Provenance.of(OURS.toMetadata())).contains(OURS);
        assertThat(Provenance.of(Map.of())).isEmpty();
        assertThat(Provenance.of(Map.of("Attempt", NOON + " b", "Rows", "3 to 3", "Stream", "arn:s")))
                .contains(OURS);
        for (var wrong : List.of(
                Map.of("attempt", "b 2026-11-23T12:00:00Z"),
                Map.of("attempt", "2026-11-23T12:00:00Z"),
                Map.of("attempt", ""),
                Map.of("rows", "3 to "),
                Map.of("rows", "-3 to 3"),
                Map.of("rows", "99999999999 to 3"))) {
            var metadata = OURS.toMetadata();
            metadata.putAll(wrong);
            assertThat(Provenance.of(metadata)).as("%s", wrong).isEmpty();
        }
    }

    private static Fence.Decision decide(Provenance theirs) {
        return Fence.decide(OURS, Optional.of(theirs), NOON);
    }

    private static Provenance at(Instant start, Provenance other) {
        return of(start, other.attempt().requestId(), other.stream(), other.lastRow(), other.rows());
    }

    private static Provenance of(Instant start, String requestId, String stream, String last, int rows) {
        return new Provenance(new Attempt(start, requestId), stream, rows, last);
    }
}
