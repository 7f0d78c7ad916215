package dev.kinesislake.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.event.FieldId;
import dev.kinesislake.table.FakeLake.Row;
import dev.kinesislake.table.build.TableColumn;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake and its table whose events get another member. */
class TwoVersionsTest {

    private static final Instant SEVEN = Instant.parse("2026-11-29T07:12:00Z");
    private static final Instant EIGHT = Instant.parse("2026-11-29T08:12:00Z");
    private static final Instant NINE = Instant.parse("2026-11-29T09:00:00Z");

    private final TestTable test;

    record Newer(
            @FieldId(8) @Nullable String userid,
            @FieldId(18) @Nullable Double discount) {}

    record Retyped(
            @FieldId(8) @Nullable String userid,
            @FieldId(18) @Nullable String discount) {}

    record Renamed(
            @FieldId(8) @Nullable String userid,
            @FieldId(18) @Nullable Double reduction) {}

    TwoVersionsTest(@TempDir Path scratch) {
        test = new TestTable(scratch, NINE);
    }

    @BeforeEach
    void sealBothVersions() {
        test.lake.store("shoes", SEVEN, NINE, new Row(1, "a"));
        test.lake.store("shoes", EIGHT, NINE, new Row(2, "b"));
        test.seal();
        test.lake.more = ",\"discount\":1.5";
        test.lake.parquet = new EventParquet(Newer.class);
        test.columns = TableColumn.of(EventParquet.columns(Newer.class));
        test.lake.store("shoes", EIGHT, NINE, new Row(3, "c"));
    }

    @Test
    @DisplayName("rows of both versions stand in one hour, old files stay, and old snapshots have the old columns")
    void bothVersions() throws Exception {
        var before = test.table().currentSnapshot();
        var old = test.files();

        assertThat(test.seal().built()).isOne();

        assertThat(test.rows()).hasSize(3);
        assertThat(test.files()).containsAnyElementsOf(old);
        var duck = new Duck(test.scratch);
        var newer = test.files().stream().filter(file -> !old.contains(file)).toList();
        assertThat(duck.column("discount", newer.get(0))).containsExactly("b null", "c 1.5");
        assertThat(duck.column("email_id", newer.get(0))).containsExactly("b null", "c null");
        assertThat(duck.fieldIds(newer.get(0))).contains(9, 18);
        assertThat(test.table().schema().findField("discount"))
                .isEqualTo(NestedField.optional(18, "discount", Types.DoubleType.get()));
        var then = requireNonNull(test.table().schemas().get(before.schemaId()));
        assertThat(then.findField("discount")).isNull();
        assertThat(then.findField("email_id")).isNotNull();
    }

    @Test
    @DisplayName("a version whose columns have other types or names than the table's is refused with one line")
    void refused() throws Exception {
        test.seal();
        var files = test.files();

        test.columns = TableColumn.of(EventParquet.columns(Retyped.class));
        assertThatThrownBy(test::seal)
                .hasMessage("the table's column with field id 18 is discount of type double, the events' is discount of"
                        + " type string: a column can't be renamed or change its type");
        test.columns = TableColumn.of(EventParquet.columns(Renamed.class));
        assertThatThrownBy(test::seal)
                .hasMessage(
                        "the table's column with field id 18 is discount of type double, the events' is reduction of"
                                + " type double: a column can't be renamed or change its type");
        test.columns = TableColumn.ofEvents();
        assertThat(test.seal().built()).isZero();
        assertThat(test.files()).containsExactlyInAnyOrderElementsOf(files);
    }
}
