package dev.kinesislake.function.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LakeLayoutTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T09:59:59.999Z");

    @Test
    void filesEventsBySectionDayAndHourOfTheirArrivalInUtc() {
        assertThat(LakeLayout.lakePrefix("Electronics", ARRIVAL))
                .isEqualTo("events/section=Electronics/dt=2026-11-23/hour=09/");
    }

    @Test
    void filesFailedRecordsByReasonDayAndHour() {
        assertThat(LakeLayout.failedPrefix(Reason.NOT_UTF8, ARRIVAL))
                .isEqualTo("failed/reason=not-utf8/dt=2026-11-23/hour=09/");
    }

    @Test
    @DisplayName("A template with its values is the folder")
    void templates() {
        assertThat(LakeLayout.EVENTS_TEMPLATE
                        .replace("${section}", LakeLayout.sectionInPath("a=b"))
                        .replace("${dt}", "2026-11-23")
                        .replace("${hour}", "09"))
                .isEqualTo(LakeLayout.lakePrefix("a=b", ARRIVAL));
        assertThat(LakeLayout.FAILED_TEMPLATE
                        .replace("${reason}", Reason.NOT_UTF8.label())
                        .replace("${dt}", "2026-11-23")
                        .replace("${hour}", "09"))
                .isEqualTo(LakeLayout.failedPrefix(Reason.NOT_UTF8, ARRIVAL));
    }

    @Test
    void namesAnObjectAfterItsFirstRow() {
        assertThat(LakeLayout.key("p/", new Position("shardId-000000000003", "495", null), ".parquet"))
                .isEqualTo("p/shardId-000000000003-495.parquet");
        assertThat(LakeLayout.key("p/", new Position("shardId-000000000003", "495", 0L), ".parquet"))
                .isEqualTo("p/shardId-000000000003-495-0.parquet");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Beauty-Prouducts, Beauty-Prouducts",
                "a b+c, a b+c",
                "../.., ..%2F..",
                "a=b, a%3Db",
                "100%, 100%25",
                "a%2Fb, a%252Fb",
                "\"#%'*/:=?\\{[]^, %22%23%25%27%2A%2F%3A%3D%3F%5C%7B%5B%5D%5E",
                "}|<>~!, }|<>~!",
                "日本é😀, 日本é😀",
            })
    void escapesSectionsAsHiveAndSparkDo(String section, String escaped) {
        assertThat(HivePath.escape(section)).isEqualTo(escaped);
        assertThat(HivePath.unescape(escaped)).isEqualTo(section);
    }
}
