package dev.kinesislake.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.InMemoryStore.Effect;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.config.Format;
import java.util.Map;
import java.util.Set;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrimingTest {

    private static final String DAY = "dt=2023-11-14/hour=22/shardId-000000000000-";

    private final InMemoryStore store = new InMemoryStore();
    private final RecordingContext context = new RecordingContext();

    @ParameterizedTest
    @EnumSource
    void eventsOfTheStacksFormatAndAFailedRowGoAllTheWay(Format format) {
        prime(new ConsumerConfig("lake", "failed", format, Set.of(), 4));

        var suffix = format == Format.PARQUET ? ".parquet" : ".ndjson.gz";
        assertThat(store.names())
                .containsExactly(
                        "failed/failed/reason=malformed-json/" + DAY + "0.ndjson.gz",
                        "lake/events/section=Electronics/" + DAY + "1" + suffix);
        assertThat(context.lines).isEmpty();
    }

    @Test
    void theEventsAreOfASectionThatTheStackTakes() {
        prime(new ConsumerConfig("lake", "failed", Format.NDJSON, Set.of("Toys \"R\" Us\\é", "Yarn"), 4));

        assertThat(store.names())
                .containsExactly(
                        "failed/failed/reason=malformed-json/" + DAY + "0.ndjson.gz",
                        "lake/events/section=Toys %22R%22 Us%5Cé/" + DAY + "1.ndjson.gz");
    }

    @Test
    void whatGoesWrongIsOneLineInTheLogAndNoError() {
        store.suffers(object -> Effect.LOST);

        prime(new ConsumerConfig("lake", "failed", Format.NDJSON, Set.of(), 4));

        assertThat(context.lines)
                .containsExactly(
                        "{\"level\":\"WARN\",\"message\":\"not primed: the first batch after a restore will take longer\","
                                + "\"error\":\"dev.kinesislake.function.store.StoreException\"}\n");
    }

    @Test
    void aFunctionThatCantBePrimedStartsAllTheSame() {
        var config = new ConsumerConfig("lake", "failed", Format.PARQUET, Set.of(), 4);

        assertThat(Priming.besides(() -> store, config, Map.of())).isSameAs(store);
        assertThat(store.names()).isEmpty();
    }

    private void prime(ConsumerConfig config) {
        new Priming(config, () -> store, context.getLogger()).beforeCheckpoint(Core.getGlobalContext());
    }
}
