package dev.kinesislake.table;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.build.BuildLimits;
import dev.kinesislake.table.build.HourBuilder;
import dev.kinesislake.table.build.TableColumn;
import dev.kinesislake.table.iceberg.SealedTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryFileIO;

/** A lake and its table in memory, and what a sealer of them has said. */
final class TestTable {

    private static final TableIdentifier NAME = TableIdentifier.of("lake", "sealed_events");
    private static final Duration KEPT = Duration.ofDays(7);

    final FakeLake lake = new FakeLake();
    final FaultyCatalog catalog = new FaultyCatalog();
    final List<String> heard = new ArrayList<>();
    final Path scratch;
    Instant now;
    Instant consumed;
    Optional<Instant> waiting = Optional.empty();
    SealOptions options = SealOptions.DEFAULT;
    int parallel = 4;
    List<TableColumn> columns = TableColumn.ofEvents();

    TestTable(Path scratch, Instant now) {
        this.scratch = scratch;
        this.now = now;
        this.consumed = now;
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("lake"));
    }

    Sealer sealer() {
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
        var listener = new SealListener() {
            @Override
            public void left(Partition.OfEvents hour, String why) {
                heard.add(hour.section() + " " + why);
            }

            @Override
            public void overtaken() {
                heard.add("overtaken");
            }
        };
        return new Sealer(
                lake,
                new SealedTable(catalog, new InMemoryFileIO(), NAME, "memory://" + scratch, columns, KEPT),
                new HourBuilder(lake, BuildLimits.in(scratch), parallel),
                frontier,
                () -> now,
                listener,
                options);
    }

    SealReport seal() {
        try {
            return sealer().seal(false);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    BaseTable table() {
        return (BaseTable) catalog.loadTable(NAME);
    }

    boolean exists() {
        return catalog.tableExists(NAME);
    }

    String property(String name) {
        return Objects.requireNonNull(table().properties().get(name), name);
    }

    List<String> files() throws Exception {
        var files = new ArrayList<String>();
        try (var tasks = table().newScan().planFiles()) {
            tasks.forEach(task -> files.add(task.file().location()));
        }
        return files;
    }

    /** The table's rows as number, user and attempt, file by file in the order of the rows. */
    List<String> rows() throws Exception {
        return exists() ? new Duck(scratch).rows(files()) : List.of();
    }
}
