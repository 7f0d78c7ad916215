package dev.kinesislake.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.FakeLake.Row;
import dev.kinesislake.table.build.BuildLimits;
import dev.kinesislake.table.build.HourBuilder;
import dev.kinesislake.table.build.TableColumn;
import dev.kinesislake.table.iceberg.SealedTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose time ends. */
class SealerTimeTest {

    private static final Instant NINE = Instant.parse("2026-11-29T09:00:00Z");
    private static final TableIdentifier NAME = TableIdentifier.of("lake", "sealed_events");

    private final Path scratch;
    private final FakeLake lake = new FakeLake();
    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private Instant now = NINE.plusSeconds(60);
    private Optional<Instant> waiting = Optional.empty();
    private int built;
    private int commits;
    private Duration timeOfAnHour = Duration.ZERO;

    private final SealListener listener = new SealListener() {
        @Override
        public void built(Partition.OfEvents hour, int objects, long rows, int files, long bytes) {
            built++;
            now = now.plus(timeOfAnHour);
        }

        @Override
        public void committed(int hours) {
            commits++;
        }
    };

    SealerTimeTest(@TempDir Path scratch) {
        this.scratch = scratch;
    }

    @BeforeEach
    void threeHours() {
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("lake"));
        for (int hour = 1; hour <= 3; hour++) {
            lake.store("shoes", NINE.minus(Duration.ofHours(hour)), NINE, new Row(hour, "a"));
        }
    }

    @Test
    @DisplayName(
            "hours that time doesn't suffice for are left to the next run, and keep sealed_through from passing them")
    void timeIsUp() throws Exception {
        var first = sealer(() -> built == 2).seal(false);

        assertThat(first.built()).isEqualTo(2);
        assertThat(first.postponed()).isOne();
        assertThat(first.left()).isZero();
        assertThat(first.sealedThrough()).isEqualTo(NINE.minus(Duration.ofHours(1)));
        assertThat(sealedThrough()).isEqualTo("2026-11-29T08:00:00Z");

        var second = sealer(() -> false).seal(false);

        assertThat(second.built()).isOne();
        assertThat(second.postponed()).isZero();
        assertThat(sealedThrough()).isEqualTo("2026-11-29T09:00:00Z");
    }

    @Test
    void aRunWithoutTimeSealsNothing() throws Exception {
        var report = sealer(() -> true).seal(false);

        assertThat(report.built()).isZero();
        assertThat(report.postponed()).isEqualTo(3);
        assertThat(sealedThrough()).isEqualTo("2026-11-29T06:00:00Z");
    }

    @Test
    @DisplayName("what has taken minutes is committed before the next hour is begun")
    void commitsByTime() throws Exception {
        timeOfAnHour = Duration.ofMinutes(3);

        assertThat(sealer(() -> false).seal(false).built()).isEqualTo(3);

        assertThat(commits).isEqualTo(3);
        assertThat(sealedThrough()).isEqualTo("2026-11-29T09:00:00Z");
    }

    private String sealedThrough() {
        return String.valueOf(catalog.loadTable(NAME).properties().get("sealed_through"));
    }

    private Sealer sealer(BooleanSupplier isTimeUp) {
        var frontier = new Frontier() {
            @Override
            public Instant consumedThrough() {
                return NINE;
            }

            @Override
            public Optional<Instant> oldestWaiting() {
                return waiting;
            }
        };
        return new Sealer(
                lake,
                new SealedTable(
                        catalog,
                        new InMemoryFileIO(),
                        NAME,
                        "memory://timed",
                        TableColumn.ofEvents(),
                        Duration.ofDays(7)),
                new HourBuilder(lake, BuildLimits.in(scratch), 4),
                frontier,
                () -> now,
                listener,
                SealOptions.DEFAULT.withTimeUp(isTimeUp));
    }
}
