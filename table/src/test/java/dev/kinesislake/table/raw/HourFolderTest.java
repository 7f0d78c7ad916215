package dev.kinesislake.table.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HourFolderTest {

    private static final Instant HOUR = Instant.parse("2026-11-29T07:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"Electronics", "50% off/é's", "a+b%20c#?=d", "Toys & Games", "..", "🛒", "a\nb", "%"})
    void readsWhatTheConsumerWrites(String section) {
        var key = LakeLayout.key(
                LakeLayout.lakePrefix(section, HOUR.plusSeconds(3599)),
                new Position("shardId-0", "49", 7L),
                ".parquet");

        assertThat(HourFolder.of(key)).contains(new Partition.OfEvents(section, HOUR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events/section=a/dt=2026-11-29/hour=24/x.parquet",
                "events/section=a/dt=2026-13-29/hour=07/x.parquet",
                "events/section=a/dt=2026-11-29/hour=07/x.ndjson.gz",
                "events/section=a/dt=2026-11-29/hour=07/below/x.parquet",
                "events/section=a:b/dt=2026-11-29/hour=07/x.parquet",
                "events/_SUCCESS",
                "sealed/section=a/dt=2026-11-29/hour=07/x.parquet"
            })
    void ignoresWhatItDoesNot(String key) {
        assertThat(HourFolder.of(key)).isEmpty();
    }
}
