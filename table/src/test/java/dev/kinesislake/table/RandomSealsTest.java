package dev.kinesislake.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.table.FakeLake.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fault machine does with a simulated engine, with the real one and fewer faults; here copies of a row differ. */
class RandomSealsTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final String[] SECTIONS = {"shoes", "50% off/é's"};
    private static final int ROUNDS = 8;

    private final TestTable test;

    /** Each object's attempt and rows, by its key. */
    private final Map<String, Object[]> objects = new HashMap<>();

    private SplittableRandom random = new SplittableRandom();
    private int depth;

    RandomSealsTest(@TempDir Path scratch) {
        test = new TestTable(scratch, NOON);
        test.options = SealOptions.DEFAULT.withHoursPerCommit(2);
        // One thread works at a time, so that a seed gives the same run.
        test.parallel = 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @DisplayName("whatever fails, comes late or runs beside it, the table ends with each row's newest copy, once")
    void newestCopies(long seed) throws Exception {
        random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            store();
            disturb(true);
            trySeal();
            disturb(false);
            if (random.nextInt(3) == 0) {
                test.seal();
                assertThat(test.rows()).containsExactlyInAnyOrderElementsOf(newest());
            }
        }
        test.seal();

        assertThat(test.rows()).containsExactlyInAnyOrderElementsOf(newest());
        assertThat(test.catalog.stored).containsAll(test.files());
    }

    /** An object with some rows of a section and hour, of any attempt. */
    private void store() {
        int hour = random.nextInt(3);
        int section = random.nextInt(SECTIONS.length);
        int first = 100 * hour + 50 * section + random.nextInt(6);
        var rows = IntStream.range(first, first + random.nextInt(1, 5))
                .mapToObj(number -> new Row(number, "u" + number % 3))
                .toArray(Row[]::new);
        var attempt = NOON.plusSeconds(random.nextInt(100_000));
        var arrival = NOON.minus(Duration.ofHours(hour + 1)).plusSeconds(7);
        objects.put(test.lake.store(SECTIONS[section], arrival, attempt, rows), new Object[] {attempt, rows});
    }

    private void disturb(boolean isDisturbed) {
        test.lake.whenRead = object -> happen(isDisturbed, 12);
        test.lake.whenListed = () -> happen(isDisturbed, 8);
        test.catalog.whenStored = () -> happen(isDisturbed, 8);
        test.catalog.beforeCommit = () -> unknown(isDisturbed);
        test.catalog.afterCommit = () -> unknown(isDisturbed);
    }

    private void unknown(boolean isDisturbed) {
        if (isDisturbed && random.nextInt(8) == 0) {
            throw new CommitStateUnknownException(new IllegalStateException("no answer"));
        }
        happen(isDisturbed, 8);
    }

    private void happen(boolean isDisturbed, int oneIn) {
        if (!isDisturbed || random.nextInt(oneIn) > 0) {
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> throw new IllegalStateException("an outage");
            case 1 -> store();
            default -> {
                if (depth == 0) {
                    depth++;
                    trySeal();
                    depth--;
                }
            }
        }
    }

    private void trySeal() {
        try {
            test.seal();
        } catch (IllegalStateException | SealException | CommitStateUnknownException failed) {
            // the next run ends right
        }
    }

    private Set<String> newest() {
        var newest = new HashMap<Integer, Instant>();
        for (var object : objects.values()) {
            for (var row : (Row[]) object[1]) {
                newest.merge(row.number(), (Instant) object[0], (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        var rows = new HashSet<String>();
        newest.forEach((number, attempt) -> rows.add(number + " u" + number % 3 + " " + attempt));
        return rows;
    }
}
