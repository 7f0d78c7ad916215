package dev.kinesislake.lab.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AccessKeysTest {

    private final AccessKeys keys = new AccessKeys(new Random(1));
    private final Caller consumer = Caller.of(new Role("consumer", "arn:aws:iam::000000000000:role/consumer"));

    @Test
    void aKeyIsItsCallersUntilItIsRevoked() {
        var key = keys.issue(consumer);
        var other = keys.issue(consumer);

        assertThat(key.id()).matches("AKIA[A-Z2-7]{16}");
        assertThat(key.secret()).hasSize(40);
        assertThat(other.id()).isNotEqualTo(key.id());
        assertThat(keys.find(key.id())).isEqualTo(new AccessKeys.Entry(key, consumer));

        keys.revoke(key);
        assertThat(keys.find(key.id())).isNull();
        assertThat(keys.find(other.id())).isNotNull();
    }

    @Test
    void thePersonAtTheKeyboardMayDoEverything() {
        assertThat(keys.find("test")).isEqualTo(new AccessKeys.Entry(AccessKey.PERSON, Caller.PERSON));
        assertThat(Caller.PERSON.permissions().allows("s3:DeleteBucket", "arn:aws:s3:::lake"))
                .isTrue();
    }

    @Test
    void aSecretIsNotPrinted() {
        assertThat(new AccessKey("id", "secret").toString()).isEqualTo("id");
    }
}
