package dev.kinesislake.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.exceptions.RunException;
import dev.kinesislake.app.ColumnTable.Row;
import dev.kinesislake.function.event.FieldId;
import dev.kinesislake.function.event.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ColumnTableTest {

    private static final Path PAGE = Path.of("..", "docs", ColumnTable.PAGE);

    private static final String PRICE_GONE =
            "price (double, field id 9) is no member any more: put it back, and add a member of another name beside it;"
                    + " to remove it for good, write `removed` as its type in the table";

    record Before(
            @FieldId(8) @Nullable String userid,
            @FieldId(9) @Nullable Double price) {}

    record WithOneMore(
            @FieldId(8) @Nullable String userid,
            @FieldId(10) @Nullable Instant seenAt,
            @FieldId(9) @Nullable Double price) {}

    record WithOneLess(@FieldId(8) @Nullable String userid) {}

    record Retyped(
            @FieldId(8) @Nullable Long userid,
            @FieldId(9) @Nullable List<String> price) {}

    record Renumbered(
            @FieldId(10) @Nullable String userid,
            @FieldId(9) @Nullable Double price) {}

    record NumberedTwice(
            @FieldId(8) @Nullable String userid,
            @FieldId(9) @Nullable Double amount) {}

    private static final String BEFORE_PAGE = """
            | field id | column | type | |
            |---:|---|---|---|
            | 8 | `userid` | string | |
            | 9 | `price` | double | |
            """;

    @Test
    void thePageListsTheColumns() throws IOException {
        var page = Files.readString(PAGE);
        var documented = ColumnTable.read(page);
        var declared = ColumnTable.of(Payload.class);
        assertThat(documented.problems(declared)).isEmpty();

        var expected = documented.replaceIn(page, declared);
        if (Boolean.getBoolean("updateColumns")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(page)
                    .as(
                            "docs/data-contract.md: mvn -pl app -am test -Dtest=ColumnTableTest -Dsurefire.failIfNoSpecifiedTests=false -DupdateColumns=true adds new columns")
                    .isEqualTo(expected);
        }
    }

    @Test
    void anotherMemberIsAnotherRow() {
        var page = """
                # Rows

                | field id | column | type | |
                |---:|---|---|---|
                | 8 | `userid` | string | not unique |
                | 9 | `price` | double | |
                | 11 | `gone` | removed | until 1.0 |

                And so on.
                """;

        var before = ColumnTable.read(page);

        assertThat(before.problems(ColumnTable.of(WithOneMore.class))).isEmpty();
        assertThat(before.replaceIn(page, ColumnTable.of(WithOneMore.class))).contains("""
                        | 8 | `userid` | string | not unique |
                        | 10 | `seenAt` | timestamp | |
                        | 9 | `price` | double | |
                        | 7 | `event` | string | |
                        | 11 | `gone` | removed | until 1.0 |

                        And so on.
                        """);
    }

    @Test
    void aRemovedRetypedOrRenumberedMemberIsAProblem() {
        assertThat(problems(Before.class)).isEmpty();
        assertThat(problems(WithOneLess.class)).containsExactly(PRICE_GONE);
        assertThat(problems(Retyped.class))
                .containsExactly(
                        "userid is a long, and files have it as a string: change it back, and add a member of another name beside it, with field id 10",
                        "price is a JSON text, and files have it as a double: change it back, and add a member of another name beside it, with field id 10");
        assertThat(problems(Renumbered.class))
                .containsExactly("userid has the field id 10, and files have it with 8: change it back");
        assertThat(problems(NumberedTwice.class))
                .containsExactly(PRICE_GONE, "amount has the field id 9 of price: the next free one is 10");
    }

    @Test
    void theNameOfARemovedColumnIsNotUsedAgain() {
        var documented = new ColumnTable(List.of(new Row(8, "userid", "removed")));

        assertThat(documented.problems(ColumnTable.of(WithOneLess.class)))
                .contains("userid is a removed column: give the member another name");
    }

    @Test
    @DisplayName("a preview refuses types that rename, remove or retype a column, a line for each, and takes a new one")
    void preview() {
        ColumnTable.check(Payload.class);
        assertThatThrownBy(() -> ColumnTable.check(Before.class))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Payload doesn't fit the columns that files have")
                .hasMessageContaining("\n  email_id (string, field id 9) is no member any more: put it back")
                .hasMessageContaining("\n  price has the field id 9 of email_id: the next free one is 18");

        ColumnTable.check(BEFORE_PAGE, WithOneMore.class);
        assertThatThrownBy(() -> ColumnTable.check(BEFORE_PAGE, Retyped.class))
                .hasMessageContaining("\n  userid is a long, and files have it as a string");
    }

    private static List<String> problems(Class<? extends Record> payload) {
        return ColumnTable.of(Before.class).problems(ColumnTable.of(payload));
    }
}
