package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.JsonText;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalKeysTest {

    private static final String ONE = "[\"" + "A".repeat(43) + "=\"]";

    @Test
    void aHashHasItsKeysVersionInFront() {
        // printf 'ann@example.com' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00 -binary | head -c 16 | basenc
        // --base64url
        assertThat(PersonalKeys.ofSecret(ONE).hmac().of("ann@example.com".getBytes(UTF_8)))
                .isEqualTo("v1:DrBy9qYxY-xK2ZrvjpAiYQ");
    }

    @Test
    void anotherKeyMakesOtherHashesAndTheOldOnesStayKnown() {
        var first = PersonalKeys.create(new SecureRandom());
        var second = PersonalKeys.ofSecret(first.rotated(new SecureRandom()).toSecret());
        var text = "ann".getBytes(UTF_8);

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.hmac().of(text))
                .startsWith("v2:")
                .isNotEqualTo(first.hmac().of(text).replace("v1:", "v2:"));
        assertThat(second.hmac(1).of(text)).isEqualTo(first.hmac().of(text));
    }

    @Test
    @DisplayName("What is remembered of other values never stands for a value, not even for one that they begin with")
    void remembered() {
        var texts = new ArrayList<String>();
        for (int length = 0; length < 100; length++) {
            texts.add("v".repeat(length));
            texts.add("\u00e9".repeat(length));
        }
        for (int visitor = 0; visitor < 60_000; visitor++) {
            texts.add("visitor " + visitor + "@example.com");
            texts.add("visitor " + visitor);
        }
        var hmac = PersonalKeys.ofSecret(ONE).hmac();
        var hashes = new MemberHashes(hmac);
        for (var text : texts) {
            var hash = '"' + hmac.of(text.getBytes(UTF_8)) + '"';
            // Computed, and then remembered.
            assertThat(hash(hashes, '"' + text + '"')).isEqualTo(hash);
            assertThat(hash(hashes, '"' + text + '"')).isEqualTo(hash);
        }
    }

    @Test
    void aHashIsThatOfTheTextAndNotOfItsSpelling() {
        var hashes = new MemberHashes(PersonalKeys.ofSecret(ONE).hmac());

        assertThat(hash(hashes, "\"\\u0061nn\"")).isEqualTo(hash(hashes, "\"ann\""));
        assertThat(hash(hashes, "\"7\"")).isEqualTo(hash(hashes, "7")).isNotEqualTo(hash(hashes, "7.0"));
    }

    private static String hash(MemberHashes hashes, String json) {
        return new String(requireNonNull(hashes.of(value(json))), UTF_8);
    }

    private static JsonText value(String json) {
        var event = "{\"metadata\":{\"uuid\":\"1\",\"section\":\"A\"},\"payload\":{\"a\":" + json + "}}";
        var record = new UserRecord(new Position("s", "1", null), "", Instant.EPOCH, event.getBytes(UTF_8));
        var payload = ((Decoded.Valid) new EventDecoder(Set.of()).decode(record)).payload();
        return payload.value(payload.firstMember());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "hunter2", "[\"hunter2\"]", "{\"a\":\"hunter2\"}", "[7]", "[\"aHVudGVyMg==\"]"})
    void aSecretOfAnotherFormIsNotQuoted(String secret) {
        assertThatThrownBy(() -> PersonalKeys.ofSecret(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the secret with the key of the hashes has another form, allowed is what ./lake personal-key writes")
                .hasNoCause();
    }
}
