package dev.kinesislake.table.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SealConfigTest {

    @Test
    void itReadsItselfBack() {
        var config = new SealConfig("lake", "failed", "database", "stream", "consumer", 7, OptionalInt.of(30));
        assertThat(SealConfig.fromEnvironment(config.toEnvironment())).isEqualTo(config);
    }

    @Test
    void allProblemsAreNamed() {
        assertThatThrownBy(() -> SealConfig.fromEnvironment(Map.of("LAKE_BUCKET", "lake", "SNAPSHOT_DAYS", "-1")))
                .hasMessage(
                        "environment variables: FAILED_BUCKET is not set; GLUE_DATABASE is not set; STREAM is not set;"
                                + " CONSUMER_FUNCTION is not set; SNAPSHOT_DAYS is -1, allowed is 0 to 365; EXPIRE_DAYS is null, allowed is 1 to 2147483647");
    }

    @Test
    void theHandlerIsThatOfTheConfiguration() {
        assertThat(SealConfig.HANDLER).isEqualTo(SealHandler.class.getName());
    }
}
