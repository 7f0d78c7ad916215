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
    @DisplayName("Reads back what the lake keeps of people")
    void personal() {
        var members = Map.of("payload.email_id", Treatment.HASH, "payload['a \"b\"']", Treatment.DROP);
        var config = new ConsumerConfig(
                "lake", "failed", Set.of(), 1, new PersonalConfig(members, true, true, "arn:aws:secretsmanager:x"));

        assertThat(ConsumerConfig.fromEnvironment(config.toEnvironment())).isEqualTo(config);
    }

    @Test
    @DisplayName("The secret is required where something is hashed, and isn't there otherwise")
    void secret() {
        var masked = new PersonalConfig(Map.of("payload.contact", Treatment.MASK), false, false, "");
        var hashed = new ConsumerConfig(
                "lake", "failed", Set.of(), 1, new PersonalConfig(Map.of("a", Treatment.HASH), false, false, "arn"));
        var environment = hashed.toEnvironment();
        environment.remove("PERSONAL_KEY_SECRET");

        assertThat(new ConsumerConfig("lake", "failed", Set.of(), 1, masked).toEnvironment())
                .doesNotContainKey("PERSONAL_KEY_SECRET");
        assertThatThrownBy(() -> ConsumerConfig.fromEnvironment(environment))
                .hasMessage("environment variables: PERSONAL_KEY_SECRET is not set");
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
        assertThatThrownBy(() -> ConsumerConfig.fromEnvironment(Map.of(
                        "LAKE_BUCKET",
                        " ",
                        "SECTIONS",
                        "Electronics",
                        "PUT_PARALLELISM",
                        "65",
                        "PERSONAL",
                        "{\"a\":\"hide\"}",
                        "FAILED_DATA",
                        "no")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "environment variables: LAKE_BUCKET is not set; FAILED_BUCKET is not set; "
                                + "SECTIONS is Electronics, allowed is a JSON array of strings; "
                                + "PUT_PARALLELISM is 65, allowed is 1 to 64; "
                                + "PERSONAL is {\"a\":\"hide\"}, allowed is a JSON object whose members are keep, drop, mask, hash; "
                                + "UNKNOWN_MEMBERS is null, allowed is keep or drop; FAILED_DATA is no, allowed is keep or drop");
    }
}
