package dev.kinesislake.function.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.Json;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemberTest {

    record Good(
            @FieldId(8) @Json(name = "user_id") @Nullable String userId,
            @FieldId(9) @Nullable List<Text> texts) {}

    record WithoutId(@Nullable String userid) {}

    record OneIdForTwo(
            @FieldId(8) @Nullable String userid,
            @FieldId(8) @Nullable String contact) {}

    record NeverMissing(@FieldId(8) int clicks) {}

    record Unsupported(@FieldId(8) @Nullable BigDecimal price) {}

    @Test
    void aMemberHasTheNameThatEventsSpell() {
        assertThat(Member.of(Good.class))
                .containsExactly(
                        new Member(8, "user_id", Member.Type.STRING), new Member(9, "texts", Member.Type.JSON));
    }

    @Test
    void mistakesAreNamedWithWhatToDo() {
        assertMistake(
                WithoutId.class,
                "WithoutId.userid has no field id: annotate it with @FieldId and the next free number");
        assertMistake(OneIdForTwo.class, "userid and contact have the same field id, 8");
        assertMistake(
                NeverMissing.class,
                "NeverMissing.clicks is of type int; a member is a String, Integer, Long, Double, Boolean or Instant, or a list,"
                        + " a map or a record (a column of JSON text)");
        assertMistake(
                Unsupported.class,
                "Unsupported.price is of type BigDecimal; a member is a String, Integer, Long, Double, Boolean or Instant, or a"
                        + " list, a map or a record (a column of JSON text)");
    }

    private static void assertMistake(Class<? extends Record> payload, String message) {
        assertThatThrownBy(() -> Member.of(payload))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
