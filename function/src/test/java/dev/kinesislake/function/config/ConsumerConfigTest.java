package dev.kinesislake.function.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConsumerConfigTest {

    @Test
    void readsBackWhatItWrote() {
        var config = new ConsumerConfig("lake", "failed", Set.of("Home-Decor", "a,\"b\"", "日本"), 16);

        assertThat(ConsumerConfig.fromEnvironment(config.toEnvironment())).isEqualTo(config);
    }

    @Test
    void writesTheSameEnvironmentForTheSameSections() {
        assertThat(new ConsumerConfig("lake", "failed", Set.of("b", "a", "c"), 1).toEnvironment())
                .containsEntry("SECTIONS", "[\"a\",\"b\",\"c\"]");
    }

    @Test
    @DisplayName("Ignores variables of an earlier version, such as FORMAT")
    void otherVariables() {
        var config = new ConsumerConfig("lake", "failed", Set.of(), 1);
        var environment = config.toEnvironment();
        environment.put("FORMAT", "ndjson");

        assertThat(ConsumerConfig.fromEnvironment(environment)).isEqualTo(config);
    }

    @Test
    void reportsAllThatIsWrongAtOnce() {
        assertThatThrownBy(() -> ConsumerConfig.fromEnvironment(
                        Map.of("LAKE_BUCKET", " ", "SECTIONS", "Electronics", "PUT_PARALLELISM", "65")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("environment variables: LAKE_BUCKET is not set; FAILED_BUCKET is not set; "
                        + "SECTIONS is Electronics, allowed is a JSON array of strings; "
                        + "PUT_PARALLELISM is 65, allowed is 1 to 64");
    }
}
