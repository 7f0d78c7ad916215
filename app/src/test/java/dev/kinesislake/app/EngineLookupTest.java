package dev.kinesislake.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.test.PulumiTest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EngineLookupTest {

    @AfterEach
    void cleanup() {
        PulumiTest.cleanup();
    }

    @Test
    void allKeysThatTheEngineHandsOverAreKnown() {
        assertThat(lookup(
                                "{\"kinesis-lake:windowSeconds\":\"5\",\"kinesis-lake:sections\":\"[]\",\"aws:region\":\"x\"}")
                        .keys())
                .isEqualTo(Set.of("kinesis-lake:windowSeconds", "kinesis-lake:sections", "aws:region"));
    }

    @Test
    void withoutTheEnginesVariableNoKeyIsKnown() {
        assertThat(lookup(null).keys()).isEmpty();
        assertThat(lookup("no json").keys()).isEmpty();
    }

    @Test
    void aKeyThatIsNotSetIsEmpty() {
        assertThat(lookup(null).get("aws:region")).isEqualTo(Optional.empty());
    }

    private static EngineLookup lookup(@Nullable String all) {
        var made = new AtomicReference<EngineLookup>();
        PulumiTest.runTest(ctx -> {
                    var lookup = new EngineLookup(ctx, all);
                    made.set(lookup);
                })
                .throwOnError();
        return requireNonNull(made.get());
    }
}
