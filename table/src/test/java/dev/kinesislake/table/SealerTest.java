package dev.kinesislake.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinesislake.function.encode.parquet.Column;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.FakeLake.Row;
import dev.kinesislake.table.build.BuildLimits;
import dev.kinesislake.table.build.HourBuilder;
import dev.kinesislake.table.build.TableColumn;
import dev.kinesislake.table.iceberg.SealedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seals hours of a lake in memory into a table in memory, with the real engine. */
class SealerTest {

    private static final Instant SEVEN = Instant.parse("2026-11-29T07:12:00Z");
    private static final Instant EIGHT = Instant.parse("2026-11-29T08:59:59.999Z");
    private static final Instant NINE = Instant.parse("2026-11-29T09:00:00Z");
    private static final Instant FIRST = Instant.parse("2026-11-29T09:30:00Z");
    private static final Instant SECOND = Instant.parse("2026-11-29T09:30:00.5Z");
    private static final Duration KEPT = Duration.ofDays(7);
    private static final TableIdentifier NAME = TableIdentifier.of("lake", "sealed_events");

    private final Path scratch;
    private final FakeLake lake = new FakeLake();
    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private final List<String> heard = new ArrayList<>();
    private final SealListener listener = new SealListener() {
        @Override
        public void left(Partition.OfEvents hour, String why) {
            heard.add(hour.section() + " " + why);
        }

        @Override
        public void overtaken() {
            heard.add("overtaken");
        }
    };
    private Instant now = NINE;
    private Instant consumed = NINE;
    private Optional<Instant> waiting = Optional.empty();

    SealerTest(@TempDir Path scratch) {
        this.scratch = scratch;
    }

    @BeforeEach
    void createDatabase() {
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("lake"));
    }

    @Test
    @DisplayName("of copies of a row, the newest attempt's is sealed, and rows are sorted by user and arrival")
    void oneRowAPosition() throws Exception {
        lake.store("shoes", SEVEN, SECOND, new Row(3, "b"), new Row(4, "a"));
        lake.store("shoes", SEVEN, FIRST, new Row(1, "c"), new Row(3, "b"), new Row(4, "a"));

        var report = sealer().seal(false);

        assertThat(rows()).containsExactly("4 a " + SECOND, "3 b " + SECOND, "1 c " + FIRST);
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.sealedThrough()).isEqualTo(NINE);
        assertThat(table().properties()).containsEntry("sealed_through", "2026-11-29T09:00:00Z");
    }

    @Test
    void columnsHaveTheFieldIdsOfTheObjects() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        sealer().seal(false);

        assertThat(table().schema().columns().stream().map(column -> column.fieldId() + " " + column.name()))
                .isEqualTo(TableColumn.ofEvents().stream()
                        .map(column -> column.fieldId() + " " + column.name())
                        .toList());
        assertThat(new Duck(scratch).fieldIds(files().get(0)))
                .isEqualTo(TableColumn.ofEvents().stream()
                        .map(TableColumn::fieldId)
                        .toList());
    }

    @Test
    void sealingAgainChangesNothing() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        sealer().seal(false);
        var before = table().operations().current().metadataFileLocation();

        var report = sealer().seal(false);

        assertThat(report.built()).isZero();
        assertThat(table().operations().current().metadataFileLocation()).isEqualTo(before);
    }

    @Test
    void anHourWithALateRowIsBuiltAgainAndOthersAreNot() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        lake.store("hats", SEVEN, FIRST, new Row(2, "a"));
        sealer().seal(false);
        var hats = files().stream().filter(file -> file.contains("hats")).toList();
        lake.store("shoes", SEVEN, FIRST, new Row(3, "b"));

        var report = sealer().seal(false);

        assertThat(report.built()).isOne();
        assertThat(rows()).containsExactlyInAnyOrder("1 a " + FIRST, "2 a " + FIRST, "3 b " + FIRST);
        assertThat(files()).containsAll(hats).hasSize(2);
    }

    @Test
    void hoursThatAreNotOverAreLeftUnlessTheyAreAskedFor() throws Exception {
        lake.store("shoes", EIGHT, FIRST, new Row(1, "a"));
        lake.store("shoes", NINE, FIRST, new Row(2, "a"));
        consumed = NINE.minusMillis(1);
        assertThat(sealer().seal(false).sealedThrough()).isEqualTo(NINE.minus(Duration.ofHours(1)));
        assertThat(rows()).isEmpty();

        consumed = NINE;
        assertThat(sealer().seal(false).sealedThrough()).isEqualTo(NINE);
        assertThat(rows()).hasSize(1);

        assertThat(sealer().seal(true).sealedThrough()).isEqualTo(NINE);
        assertThat(rows()).hasSize(2);
    }

    @Test
    void nothingIsSealedBehindADiscardedBatchThatWaits() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        lake.store("shoes", EIGHT, FIRST, new Row(2, "a"));
        waiting = Optional.of(SEVEN.plusSeconds(60));

        assertThat(sealer().seal(false).sealedThrough()).isEqualTo(Instant.parse("2026-11-29T07:00:00Z"));
        assertThat(rows()).hasSize(2);
    }

    @Test
    @DisplayName("a sealer that another one overtakes builds again from what is listed by then")
    void overtaken() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        sealer().seal(false);
        lake.store("shoes", SEVEN, FIRST, new Row(2, "a"));
        var reads = new AtomicInteger();
        lake.whenRead = object -> {
            if (reads.incrementAndGet() == 1) {
                lake.store("shoes", SEVEN, FIRST, new Row(3, "a"));
                seal();
            }
        };

        sealer().seal(false);

        assertThat(heard).containsExactly("overtaken");
        assertThat(rows()).containsExactlyInAnyOrder("1 a " + FIRST, "2 a " + FIRST, "3 a " + FIRST);
        assertThat(files()).hasSize(1);
    }

    @Test
    @DisplayName("a list that is older than what another sealer has built replaces nothing")
    void olderList() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        var lists = new AtomicInteger();
        lake.whenListed = () -> {
            if (lists.incrementAndGet() == 1) {
                lake.store("shoes", SEVEN, FIRST, new Row(2, "a"));
                seal();
            }
        };

        sealer().seal(false);

        assertThat(heard).containsExactly("overtaken");
        assertThat(rows()).containsExactlyInAnyOrder("1 a " + FIRST, "2 a " + FIRST);
    }

    @Test
    void rowsWithoutAUserComeLast() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, ""), new Row(2, "a"));

        sealer().seal(false);

        assertThat(rows()).containsExactly("2 a " + FIRST, "1 null " + FIRST);
    }

    @Test
    void anObjectInTheFolderOfAnotherHourIsNotSealed() throws Exception {
        var key = lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        lake.move(key, FakeLake.hour("shoes", EIGHT));

        assertThat(sealer().seal(false).left()).isOne();

        assertThat(heard).containsExactly("shoes an object has rows that arrived in another hour");
        assertThat(rows()).isEmpty();
    }

    @Test
    void anObjectThatChangesWhileItIsReadIsListedAgain() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        var reads = new AtomicInteger();
        lake.whenRead = object -> {
            if (reads.incrementAndGet() == 1) {
                lake.store("shoes", SEVEN, SECOND, new Row(1, "a"));
            }
        };

        sealer().seal(false);

        assertThat(rows()).containsExactly("1 a " + SECOND);
    }

    @Test
    @DisplayName("an hour that can't be built is left, holds back what is sealed, and others are sealed")
    void damagedObject() throws Exception {
        var key = lake.store("shoes", EIGHT, FIRST, new Row(1, "a"));
        lake.put(key, new byte[] {1, 2, 3});
        lake.store("hats", SEVEN, FIRST, new Row(2, "a"));

        var report = sealer().seal(false);

        assertThat(report.left()).isOne();
        assertThat(report.sealedThrough()).isEqualTo(Instant.parse("2026-11-29T08:00:00Z"));
        assertThat(rows()).containsExactly("2 a " + FIRST);
        assertThat(heard)
                .containsExactly("shoes object " + key + " can't be read: it is no Parquet file: it has 3 bytes");
    }

    @Test
    void whatIsLeftOfAnExpiredHourDoesNotReplaceIt() throws Exception {
        var key = lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        lake.store("shoes", SEVEN, FIRST, new Row(2, "a"));
        sealer().seal(false);
        lake.delete(key);

        assertThat(sealer().seal(false).built()).isZero();

        assertThat(rows()).hasSize(2);
        assertThat(heard).containsExactly("shoes objects have expired since it was built");
    }

    @Test
    void anArchivedHourIsLeft() throws Exception {
        lake.archive(lake.store("shoes", SEVEN, FIRST, new Row(1, "a")));

        assertThat(sealer().seal(false).built()).isZero();
        assertThat(heard).containsExactly("shoes its objects are archived");
    }

    @Test
    void filesThatSealingHasNotWrittenAreReplaced() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        sealer().seal(false);
        // As an engine's compaction, or its DELETE, leaves a table.
        var table = table();
        var task = table.newScan().planFiles().iterator().next();
        var bytes = table.io().newInputFile(task.file().location());
        var other = "memory://other.parquet";
        try (var in = bytes.newStream();
                var out = table.io().newOutputFile(other).create()) {
            in.transferTo(out);
        }
        table.newOverwrite()
                .deleteFile(task.file())
                .addFile(DataFiles.builder(table.spec())
                        .copy(task.file())
                        .withPath(other)
                        .build())
                .commit();

        assertThat(sealer().seal(false).built()).isOne();
        assertThat(files()).hasSize(1).doesNotContain(other);
    }

    @Test
    void aNewColumnIsAddedWithItsFieldId() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        sealer().seal(false);
        var columns = new ArrayList<>(TableColumn.ofEvents());
        columns.add(new TableColumn(23, "discount", Column.Type.DOUBLE, false, true));
        lake.store("shoes", EIGHT, FIRST, new Row(2, "a"));

        sealer(columns).seal(false);

        var schema = table().schema();
        assertThat(schema.findField("discount"))
                .isEqualTo(NestedField.optional(23, "discount", Types.DoubleType.get()));
        assertThat(rows()).hasSize(2);
        // An older version of this program leaves the column in place.
        sealer().seal(false);
        assertThat(table().schema().sameSchema(new Schema(schema.columns()))).isTrue();
    }

    @Test
    void aColumnThatChangesItsTypeIsRefused() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        sealer().seal(false);
        var columns = new ArrayList<TableColumn>();
        for (var column : TableColumn.ofEvents()) {
            columns.add(
                    column.name().equals("userid")
                            ? new TableColumn(column.fieldId(), "userid", Column.Type.INT64, false, true)
                            : column);
        }

        assertThatThrownBy(() -> sealer(columns).seal(false)).hasMessageContaining("a column can't be renamed");
    }

    @Test
    void theTableKnowsEachFilesRowsNullsAndBounds() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a-user-with-a-long-name"), new Row(2, "b"));
        sealer().seal(false);

        try (var tasks = table().newScan().includeColumnStats().planFiles()) {
            var file = tasks.iterator().next().file();
            assertThat(file.recordCount()).isEqualTo(2);
            assertThat(file.valueCounts()).hasSize(TableColumn.ofEvents().size());
            assertThat(file.nullValueCounts()).containsEntry(3, 2L).containsEntry(8, 0L);
            var string = Types.StringType.get();
            assertThat((CharSequence) Conversions.fromByteBuffer(
                            string, file.lowerBounds().get(8)))
                    .hasToString("a-user-with-a-lo");
            assertThat((CharSequence) Conversions.fromByteBuffer(
                            string, file.upperBounds().get(8)))
                    .hasToString("b");
            assertThat(file.lowerBounds()).doesNotContainKeys(3, 7);
            assertThat(file.splitOffsets()).containsExactly(4L);
            assertThat(file.sortOrderId()).isEqualTo(table().sortOrder().orderId());
        }
    }

    @Test
    @DisplayName("a snapshot that is older than those that are kept expires, with its files")
    void expiry() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        sealer().seal(false);
        var replaced = files();
        lake.store("shoes", SEVEN, FIRST, new Row(2, "a"));
        assertThat(sealer().seal(false).snapshotsExpired()).isZero();
        assertThat(table().snapshots()).hasSize(2);
        // Iceberg's snapshots have the system's time.
        now = Instant.now().plus(KEPT).plusSeconds(60);

        assertThat(sealer().seal(false).snapshotsExpired()).isOne();

        assertThat(table().snapshots()).hasSize(1);
        assertThat(rows()).hasSize(2);
        try (var io = new InMemoryFileIO()) {
            assertThat(io.fileExists(replaced.get(0))).isFalse();
        }
    }

    @Test
    @DisplayName("the table can be read as it was during the last days, also where it hadn't changed for longer")
    void expiryAfterAPause() throws Exception {
        lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        sealer().seal(false);
        var before = table().currentSnapshot().snapshotId();
        // As if the first run were older than snapshots are kept, and the second one just over.
        var pause = KEPT.plusDays(3);
        lake.store("shoes", SEVEN, FIRST, new Row(2, "a"));
        age(pause);
        now = Instant.now();

        assertThat(sealer().seal(false).snapshotsExpired()).isZero();

        assertThat(table().snapshot(before)).isNotNull();
        now = Instant.now().plus(KEPT).plusSeconds(60);
        assertThat(sealer().seal(false).snapshotsExpired()).isOne();
        assertThat(table().snapshot(before)).isNull();
    }

    /** Makes the table's snapshots older. */
    private void age(Duration by) {
        var table = table();
        var metadata = TableMetadataParser.toJson(table.operations().current());
        try {
            var json = (ObjectNode) new ObjectMapper().readTree(metadata);
            json.withArray("snapshots").forEach(snapshot -> shift((ObjectNode) snapshot, by));
            json.withArray("snapshot-log").forEach(entry -> shift((ObjectNode) entry, by));
            table.operations()
                    .commit(
                            table.operations().current(),
                            TableMetadataParser.fromJson(
                                    table.operations().current().metadataFileLocation(), json.toString()));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void shift(ObjectNode of, Duration by) {
        of.put("timestamp-ms", of.get("timestamp-ms").asLong() - by.toMillis());
    }

    private void seal() {
        try {
            sealer().seal(false);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private Sealer sealer() {
        return sealer(TableColumn.ofEvents());
    }

    private Sealer sealer(List<TableColumn> columns) {
        var frontier = new Frontier() {
            @Override
            public Instant consumedThrough() {
                return consumed;
            }

            @Override
            public Optional<Instant> oldestWaiting() {
                return waiting;
            }
        };
        return new Sealer(
                lake,
                new SealedTable(catalog, new InMemoryFileIO(), NAME, "memory://sealed", columns, KEPT),
                new HourBuilder(lake, BuildLimits.in(scratch), 4),
                frontier,
                () -> now,
                listener);
    }

    private BaseTable table() {
        return (BaseTable) catalog.loadTable(NAME);
    }

    private List<String> files() throws Exception {
        var files = new ArrayList<String>();
        try (var tasks = table().newScan().planFiles()) {
            tasks.forEach(task -> files.add(task.file().location()));
        }
        return files;
    }

    /** The table's rows as number, user and attempt, file by file in the order of the rows. */
    private List<String> rows() throws Exception {
        if (!catalog.tableExists(NAME)) {
            return List.of();
        }
        return new Duck(scratch).rows(files());
    }
}
