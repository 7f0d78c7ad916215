package dev.kinesislake.erase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.erase.bucket.Content;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.MemberPath;
import dev.kinesislake.redrive.lake.LakeRow;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import dev.kinesislake.table.Frontier;
import dev.kinesislake.table.SealListener;
import dev.kinesislake.table.Sealer;
import dev.kinesislake.table.build.BuildLimits;
import dev.kinesislake.table.build.HourBuilder;
import dev.kinesislake.table.build.TableColumn;
import dev.kinesislake.table.iceberg.LoadedTable;
import dev.kinesislake.table.iceberg.SealedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedTableCleanerTest {

    private static final TableIdentifier NAME = TableIdentifier.of("lake", "sealed_events");
    private static final Instant ARRIVAL = Instant.parse("2026-11-29T11:30:00Z");
    private static final String HOUR = "events/section=Electronics/dt=2026-11-29/hour=11/shardId-000000000000-";
    private static final People ANNA =
            People.of(MemberPath.parse("payload.userid").orElseThrow(), "anna");

    private final FakeBucket lake = new FakeBucket();
    private final CatalogWithHooks catalog = new CatalogWithHooks();
    private final FakeRawLake raw = new FakeRawLake(lake);
    private final SealedTable table;
    private final Sealer sealer;
    private final HourBuilder builder;

    SealedTableCleanerTest(@TempDir Path scratch) {
        table = new SealedTable(
                catalog, new InMemoryFileIO(), NAME, "memory://sealed", TableColumn.ofEvents(), Duration.ofDays(7));
        builder = new HourBuilder(raw, BuildLimits.in(scratch), 2);
        sealer = new Sealer(raw, table, builder, Frontier.NONE, () -> ARRIVAL, new SealListener() {});
    }

    /** A catalogue in memory that tells of commits. */
    private static final class CatalogWithHooks extends InMemoryCatalog {

        /** What the table is, and what it's going to be. */
        private BiConsumer<TableMetadata, TableMetadata> beforeCommit = (base, next) -> {};

        private Runnable afterCommit = () -> {};

        @Override
        protected TableOperations newTableOps(TableIdentifier name) {
            var operations = super.newTableOps(name);
            return new TableOperations() {
                @Override
                public TableMetadata current() {
                    return operations.current();
                }

                @Override
                public TableMetadata refresh() {
                    return operations.refresh();
                }

                @Override
                public void commit(TableMetadata base, TableMetadata metadata) {
                    beforeCommit.accept(base, metadata);
                    operations.commit(base, metadata);
                    afterCommit.run();
                }

                @Override
                public FileIO io() {
                    return operations.io();
                }

                @Override
                public String metadataFileLocation(String fileName) {
                    return operations.metadataFileLocation(fileName);
                }

                @Override
                public LocationProvider locationProvider() {
                    return operations.locationProvider();
                }
            };
        }
    }

    @BeforeEach
    void seal() throws InterruptedException {
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("lake"));
        lake.put(HOUR + "100.parquet", object(100, "anna", "ben"));
        lake.put(HOUR + "200.parquet", object(200, "cleo", "anna"));
        sealer.seal(true);
    }

    @Test
    @DisplayName("An hour is built again from its objects, which are clean by then, and nothing remembers them")
    void fromObjects() throws InterruptedException {
        lake.put(HOUR + "100.parquet", object(101, "ben"));
        lake.put(HOUR + "200.parquet", object(200, "cleo"));

        assertThat(erase()).isEqualTo(2);

        assertThat(users()).containsExactly("ben", "cleo");
        assertThat(loaded().snapshots()).isOne();
        assertThat(erase()).isZero();
    }

    @Test
    @DisplayName("An hour whose objects are gone is built from its own files")
    void fromFiles() throws InterruptedException {
        expireObjects();

        assertThat(erase()).isEqualTo(2);

        assertThat(users()).containsExactly("ben", "cleo");
        assertThat(loaded().snapshots()).isOne();
        assertThat(erase()).isZero();
    }

    @Test
    @DisplayName("A commit that was carried out and whose answer is lost deletes nothing")
    void unknownCommit() throws InterruptedException {
        expireObjects();
        catalog.afterCommit = () -> {
            throw new CommitStateUnknownException(new IllegalStateException("no answer"));
        };

        assertThatThrownBy(this::erase).isInstanceOf(CommitStateUnknownException.class);

        catalog.afterCommit = () -> {};
        assertThat(users()).containsExactly("ben", "cleo");
        assertThat(erase()).isZero();
        assertThat(loaded().snapshots()).isOne();
    }

    @Test
    @DisplayName("Others who commit all the time keep an erasure from ending, and it says so")
    void overtaken() {
        expireObjects();
        table().updateProperties().set("commit.retry.num-retries", "0").commit();
        var commits = new AtomicInteger();
        catalog.beforeCommit = (base, next) -> {
            // The commit of another sealer, once for each of the eraser's.
            var other = catalog.beforeCommit;
            catalog.beforeCommit = (b, n) -> {};
            sealAnotherHour(commits.incrementAndGet());
            catalog.beforeCommit = other;
        };

        assertThatThrownBy(this::erase)
                .isInstanceOf(EraseException.class)
                .hasMessage("the table was changed by others in each of 5 tries");
    }

    @Test
    @DisplayName("Earlier snapshots expire, also where the commit that expires them is overtaken")
    void overtakenOnce() throws InterruptedException {
        expireObjects();
        table().updateProperties().set("commit.retry.num-retries", "0").commit();
        catalog.beforeCommit = (base, next) -> {
            if (next.snapshots().size() < base.snapshots().size()) {
                catalog.beforeCommit = (b, n) -> {};
                sealAnotherHour(1);
            }
        };

        assertThat(erase()).isEqualTo(2);

        assertThat(users()).containsExactly("ben", "cleo", "dora");
        assertThat(loaded().snapshots()).isOne();
    }

    @Test
    @DisplayName("Rows that another engine has deleted don't come back")
    void anotherEngine() throws InterruptedException {
        expireObjects();
        var foreign = table().newScan().planFiles().iterator().next().file();
        table().newAppend()
                .appendFile(DataFiles.builder(table().spec())
                        .copy(foreign)
                        .withPath(foreign.location().replaceAll("/[^/]*$", "/another.parquet"))
                        .build())
                .commit();
        copy(foreign.location(), foreign.location().replaceAll("/[^/]*$", "/another.parquet"));

        assertThatThrownBy(this::erase)
                .isInstanceOf(EraseException.class)
                .hasMessageContaining("changed by another engine");
    }

    private void copy(String from, String to) {
        var io = table().io();
        try (var in = io.newInputFile(from).newStream();
                var out = io.newOutputFile(to).create()) {
            in.transferTo(out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void sealAnotherHour(int number) {
        var arrival = ARRIVAL.plus(Duration.ofHours(number));
        var position = new Position("shardId-000000000000", "1", null);
        lake.put(
                LakeLayout.key(LakeLayout.lakePrefix("Electronics", arrival), position, ".parquet"),
                object(1, arrival, "dora"));
        try {
            sealer.seal(true);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void expireObjects() {
        lake.expire(HOUR + "100.parquet");
        lake.expire(HOUR + "200.parquet");
    }

    private long erase() throws InterruptedException {
        var counts = new Counts();
        new SealedTableCleaner(table, sealer, builder, lake).erase(ANNA, Instant.MAX, counts);
        return counts.rows(Place.TABLE);
    }

    private LoadedTable loaded() {
        return table.find().orElseThrow();
    }

    private BaseTable table() {
        return (BaseTable) catalog.loadTable(NAME);
    }

    private List<String> users() {
        var users = new ArrayList<String>();
        for (var file : loaded().files()) {
            try {
                ParquetLakeRows.read(loaded().read(file), row -> users.add(user(row)));
            } catch (IOException damaged) {
                throw new IllegalStateException(damaged);
            }
        }
        return users.stream().sorted().toList();
    }

    private static String user(LakeRow row) {
        return row.event().replaceAll(".*\"userid\":\"|\".*", "");
    }

    private static Content object(int first, String... users) {
        return object(first, ARRIVAL, users);
    }

    private static Content object(int first, Instant arrival, String... users) {
        var rows = new ArrayList<Decoded.Valid>();
        for (var user : users) {
            var event = "{\"metadata\":{\"uuid\":\"u\",\"section\":\"Electronics\"},\"payload\":{\"userid\":\"" + user
                    + "\"}}";
            var position = new Position("shardId-000000000000", Integer.toString(first + rows.size()), null);
            rows.add((Decoded.Valid)
                    new EventDecoder(Set.of()).decode(new UserRecord(position, "key", arrival, event.getBytes(UTF_8))));
        }
        try {
            return new Content(new EventParquet().encode(rows, arrival + " request"), "", Map.of());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
