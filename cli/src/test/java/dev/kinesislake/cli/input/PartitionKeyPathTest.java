package dev.kinesislake.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionKeyPathTest {

    private static final String EVENT = """
            {"x": {"userid": "wrong"}, "payload": {"menu": [{"v": 1}, {"v": "two", "on": true}],
             "userid": "12\\u00e93", "long number": 1.50, "off": null, "blank": " ", "text": {}}}
            """;

    @ParameterizedTest
    @CsvSource({
        "$.payload.userid,12é3",
        "$['payload']['long number'],1.50",
        "$.payload.menu[0].v,1",
        "$.payload.menu[1].v,two",
        "$.payload.menu[1].on,true",
    })
    void readsTheValueAtThePath(String path, String key) {
        assertThat(key(path, EVENT)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$.userid",
                "$.payload.off",
                "$.payload.blank",
                "$.payload.text",
                "$.payload.menu",
                "$.payload.menu[2]",
                "$.payload.userid.more",
                "$.payload[0]",
                "$[0]",
            })
    void anEventWithoutAValueThereHasAKeyOfItsOwn(String path) {
        assertThat(key(path, EVENT)).matches("[0-9a-f]{32}").isEqualTo(key(path, EVENT));
        assertThat(key(path, EVENT)).isNotEqualTo(key(path, EVENT + " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "{\"payload\": {\"userid\"", "\u0000"})
    void whatIsNoJsonHasAKeyOfItsOwn(String notJson) {
        assertThat(key(PartitionKeyPath.DEFAULT, notJson)).matches("[0-9a-f]{32}");
    }

    @Test
    void aValueTooLongForAKeyIsHashedSoThatItStaysOneKey() {
        var user = "u".repeat(257);
        var event = "{\"payload\": {\"userid\": \"" + user + "\"}}";

        assertThat(key(PartitionKeyPath.DEFAULT, event))
                .matches("[0-9a-f]{32}")
                .isEqualTo(key(PartitionKeyPath.DEFAULT, event + "\n"));
        assertThat(key(PartitionKeyPath.DEFAULT, event.replace(user, "u".repeat(256))))
                .isEqualTo("u".repeat(256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$",
                "payload.userid",
                "$payload",
                "$.",
                "$.a.",
                "$..a",
                "$.a[b]",
                "$.a[-1]",
                "$.*",
                "$.a[0",
                "$['a]"
            })
    void refusesWhatIsNoPath(String path) {
        assertThatThrownBy(() -> PartitionKeyPath.parse(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'" + path + "' is no path that is understood, allowed are those like $.a.b[0] and $['a b']");
    }

    private static String key(String path, String event) {
        return PartitionKeyPath.parse(path).keyOf(event.getBytes(UTF_8));
    }
}
