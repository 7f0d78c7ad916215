package dev.kinesislake.lab.proof.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public class RandomRecordTest {

    public record Point(@Nullable Integer x, @Nullable String label) {}

    public record Visit(
            @Nullable String userid,
            @Nullable Long bytes,
            @Nullable Double price,
            @Nullable Boolean mobile,
            @Nullable Instant seenAt,
            @Nullable List<String> pages,
            @Nullable Map<String, String> tags,
            @Nullable Point point) {}

    public record Unknown(Thread thread) {}

    @Test
    void everyMemberHasAValueAndTheEventIsJson() {
        var random = new SplittableRandom(1);

        var visit = RandomRecord.of(Visit.class, member -> RandomRecord.value(member.getType(), random));

        assertThat(visit).hasNoNullFieldsOrProperties();
        assertThat(EventJson.adapter(Visit.class).toJson(visit))
                .contains("\"seenAt\":\"2026-", "\"point\":{\"x\":", "\"pages\":[]", "\"tags\":{}");
    }

    @Test
    void aTypeWithoutValuesIsNamed() {
        assertThatThrownBy(() -> RandomRecord.of(
                        Unknown.class, member -> RandomRecord.value(member.getType(), new SplittableRandom(1))))
                .hasMessage("no values are known of Thread");
    }
}
