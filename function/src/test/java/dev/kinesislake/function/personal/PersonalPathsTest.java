package dev.kinesislake.function.personal;

import static dev.kinesislake.function.config.Treatment.DROP;
import static dev.kinesislake.function.config.Treatment.HASH;
import static dev.kinesislake.function.config.Treatment.KEEP;
import static dev.kinesislake.function.config.Treatment.MASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.config.Treatment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalPathsTest {

    @Test
    void readsNamesFromTheOutermostInwards() {
        assertThat(MemberPath.parse("payload.menuitem.value")).contains(path("payload", "menuitem", "value"));
        assertThat(MemberPath.parse("payload['a.b'].e-mail")).contains(path("payload", "a.b", "e-mail"));
        assertThat(MemberPath.parse("['é x']")).contains(path("é x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "payload.",
                ".payload",
                "payload..a",
                "$.payload",
                "payload[0]",
                "payload.menuitem[].value",
                "a b",
                "payload.*"
            })
    void refusesWhatIsNoPath(String path) {
        if (path.equals("$.payload")) {
            // The dollar is a name like any other: a warning says that no type knows it.
            assertThat(PersonalPaths.isKnown(path)).isFalse();
        } else {
            assertThat(PersonalPaths.problem(path, Map.of(path, DROP))).contains(MemberPath.NOTATION);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.section, HASH",
        "metadata.uuid, DROP",
        "metadata.uuid.x, MASK",
        "metadata, DROP",
        "payload, HASH",
        "payload.text.size, HASH",
        "payload.text.size, MASK"
    })
    void refusesWhatNoRowCanBeWithoutAndTextsWhereNumbersBelong(String path, Treatment treatment) {
        assertThat(PersonalPaths.problem(path, Map.of(path, treatment))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.section, KEEP",
        "metadata.campaign, DROP",
        "payload.text.size, DROP",
        "payload.menuitem, HASH",
        "payload.menuitem.value, HASH",
        "visitor, MASK"
    })
    void allowsTheRest(String path, Treatment treatment) {
        assertThat(PersonalPaths.problem(path, Map.of(path, treatment))).isEmpty();
    }

    @Test
    void refusesAMemberInsideOneThatIsTreatedAsAWhole() {
        var members = Map.of("payload.visitor", MASK, "payload.visitor.email", HASH, "payload.visitors", DROP);

        assertThat(PersonalPaths.problem("payload.visitor.email", members)).isPresent();
        assertThat(PersonalPaths.problem("payload.visitor", members)).isEmpty();
        assertThat(PersonalPaths.problem("payload.visitors", members)).isEmpty();
        assertThat(PersonalPaths.problem("a.b", Map.of("a", KEEP, "a.b", HASH))).isEmpty();
        assertThat(PersonalPaths.problem("a", Map.of("a", KEEP, "['a']", HASH))).isPresent();
    }

    @Test
    void knowsWhatTheTypesKnow() {
        assertThat(List.of("payload.email_id", "payload.menuitem.onclick", "payload.text.size", "metadata.uuid"))
                .allMatch(PersonalPaths::isKnown);
        assertThat(List.of(
                        "payload.emailId", "payload.Email_ID", "payload.menuitem.name", "email_id", "payload.userid.x"))
                .noneMatch(PersonalPaths::isKnown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$ | $",
                "$.metadata.section | $.metadata.section",
                "$.payload.menuitem[2].value | $.payload.menuitem[2].value",
                "$.payload.ann | $.payload.*",
                "$.payload['ann@example.com'].contact[3] | $.payload.*.*[3]",
                "$['it\\'s ann'] | $.*",
                "$.ann… | $.*"
            })
    void aPathKeepsTheNamesThatTypesKnow(String path, String known) {
        assertThat(KnownPath.of(path)).isEqualTo(known);
    }

    private static MemberPath path(String... names) {
        return new MemberPath(List.of(names));
    }
}
