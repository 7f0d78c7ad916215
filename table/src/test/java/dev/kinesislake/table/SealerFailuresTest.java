package dev.kinesislake.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.table.FakeLake.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that fails leaves the table as it was, and the next one ends right. */
class SealerFailuresTest {

    private static final Instant SEVEN = Instant.parse("2026-11-29T07:12:00Z");
    private static final Instant NINE = Instant.parse("2026-11-29T09:00:00Z");
    private static final Instant FIRST = Instant.parse("2026-11-29T09:30:00Z");

    private final TestTable test;

    SealerFailuresTest(@TempDir Path scratch) {
        test = new TestTable(scratch, NINE);
    }

    @Test
    @DisplayName("a commit that was carried out and whose answer is lost deletes nothing")
    void unknownAndDone() throws Exception {
        sealFirstRowAndStoreSecond();
        test.catalog.afterCommit = () -> {
            throw new CommitStateUnknownException(new IllegalStateException("no answer"));
        };

        assertThatThrownBy(test::seal).isInstanceOf(CommitStateUnknownException.class);

        test.catalog.afterCommit = () -> {};
        assertThat(test.rows()).hasSize(2);
        assertThat(test.seal().built()).isZero();
        assertThat(test.rows()).hasSize(2);
        assertThat(test.files()).hasSize(1).isSubsetOf(test.catalog.stored);
    }

    @Test
    @DisplayName("a commit that may have been carried out, and wasn't, deletes nothing, and the next run seals")
    void unknownAndNotDone() throws Exception {
        sealFirstRowAndStoreSecond();
        test.catalog.beforeCommit = () -> {
            throw new CommitStateUnknownException(new IllegalStateException("no answer"));
        };

        assertThatThrownBy(test::seal).isInstanceOf(CommitStateUnknownException.class);

        assertThat(test.rows()).hasSize(1);
        assertThat(test.catalog.stored).hasSize(2);
        test.catalog.beforeCommit = () -> {};
        assertThat(test.seal().built()).isOne();
        assertThat(test.rows()).hasSize(2);
    }

    @Test
    void aCatalogueThatRefusesEachCommitEndsTheRunAndLeavesNoFiles() throws Exception {
        sealFirstRowAndStoreSecond();
        var commits = new AtomicInteger();
        test.table()
                .updateProperties()
                .set("commit.retry.min-wait-ms", "0")
                .set("commit.retry.max-wait-ms", "0")
                .commit();
        test.catalog.beforeCommit = () -> {
            commits.incrementAndGet();
            throw new CommitFailedException("refused");
        };

        assertThatThrownBy(test::seal)
                .isInstanceOf(SealException.class)
                .hasMessage("the table was changed by others in each of 5 tries: is it sealed twice?");

        assertThat(commits).hasPositiveValue();
        assertThat(test.catalog.stored).hasSize(1);
        thenNextRunSeals();
    }

    @Test
    void aCatalogueThatIsDownEndsTheRun() throws Exception {
        sealFirstRowAndStoreSecond();
        test.catalog.whenLoaded = SealerFailuresTest::outage;

        assertThatThrownBy(test::seal).hasMessage("an outage");

        test.catalog.whenLoaded = () -> {};
        thenNextRunSeals();
    }

    @Test
    void aLakeThatCannotBeListedEndsTheRun() throws Exception {
        sealFirstRowAndStoreSecond();
        test.lake.whenHoursListed = since -> outage();
        assertThatThrownBy(test::seal).hasMessage("an outage");

        test.lake.whenHoursListed = since -> {};
        test.lake.whenListed = SealerFailuresTest::outage;
        assertThatThrownBy(test::seal).hasMessage("an outage");

        thenNextRunSeals();
    }

    @Test
    void anObjectThatCannotBeReadEndsTheRun() throws Exception {
        sealFirstRowAndStoreSecond();
        test.lake.whenRead = object -> outage();

        assertThatThrownBy(test::seal).hasMessage("an outage");

        thenNextRunSeals();
    }

    @Test
    @DisplayName("a file that can't be stored ends the run, and files that were stored before it are deleted")
    void failedUpload() throws Exception {
        sealFirstRowAndStoreSecond();
        test.lake.store("hats", SEVEN, FIRST, new Row(3, "a"));
        var uploads = new AtomicInteger();
        test.catalog.whenStored = () -> {
            if (uploads.incrementAndGet() == 2) {
                outage();
            }
        };

        assertThatThrownBy(test::seal).hasMessage("an outage");

        assertThat(test.catalog.stored).hasSize(1);
        thenNextRunSeals();
    }

    @Test
    @DisplayName("a run that stops between two commits keeps what was committed, and sealed_through isn't said")
    void stoppedBetweenCommits() throws Exception {
        test.options = SealOptions.DEFAULT.withHoursPerCommit(2);
        for (int hour = 0; hour < 5; hour++) {
            test.lake.store("shoes", SEVEN.minus(Duration.ofHours(hour)), FIRST, new Row(hour + 1, "a"));
        }
        var reads = new AtomicInteger();
        test.lake.whenRead = object -> {
            if (reads.incrementAndGet() == 3) {
                outage();
            }
        };

        assertThatThrownBy(test::seal).hasMessage("an outage");

        assertThat(test.files()).hasSize(2);
        assertThat(test.table().properties()).doesNotContainKey("sealed_through");
        test.lake.whenRead = object -> {};
        assertThat(test.seal().built()).isEqualTo(3);
        assertThat(test.rows()).hasSize(5);
        assertThat(test.table().snapshots()).hasSize(3);
        assertThat(test.property("sealed_through")).isEqualTo("2026-11-29T09:00:00Z");
    }

    @Test
    void aRunThatFailsLeavesNothingInItsWorkingFolder() throws Exception {
        sealFirstRowAndStoreSecond();
        test.lake.whenRead = object -> outage();

        assertThatThrownBy(test::seal).hasMessage("an outage");

        assertThat(test.scratch).isEmptyDirectory();
    }

    @Test
    @DisplayName(
            "a run that fails ends when its threads have ended, which would store objects in a folder that is gone")
    void threadsEnd() throws Exception {
        var first = test.lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        test.lake.store("shoes", SEVEN, FIRST, new Row(2, "a"));
        var second = new CountDownLatch(1);
        var isOver = new AtomicBoolean();
        test.lake.whenRead = object -> {
            try {
                if (object.key().equals(first)) {
                    second.await();
                    outage();
                }
                second.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                // It takes a while to end.
                test.lake.store("hats", SEVEN, FIRST, new Row(3, "a"));
                isOver.set(true);
            }
        };

        assertThatThrownBy(test::seal).hasMessage("an outage");

        assertThat(isOver).isTrue();
    }

    @Test
    void anObjectThatIsGoneWhenItIsReadIsListedAgain() throws Exception {
        var key = test.lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        test.lake.store("shoes", SEVEN, FIRST, new Row(2, "a"));
        var reads = new AtomicInteger();
        test.lake.whenRead = object -> {
            if (reads.incrementAndGet() == 1) {
                test.lake.delete(key);
            }
        };

        test.seal();

        assertThat(test.rows()).containsExactly("2 a " + FIRST);
    }

    @Test
    void anObjectThatChangesWheneverItIsReadLeavesTheHour() throws Exception {
        test.lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        var attempts = new AtomicInteger();
        test.lake.whenRead = object ->
                test.lake.store("shoes", SEVEN, FIRST.plusSeconds(attempts.incrementAndGet()), new Row(1, "a"));

        var report = test.seal();

        assertThat(report.left()).isOne();
        assertThat(report.sealedThrough()).isEqualTo(Instant.parse("2026-11-29T07:00:00Z"));
        assertThat(test.heard.get(0)).contains("its objects change all the time");
    }

    @Test
    @DisplayName("an hour that is archived after it was sealed stays, and a row that comes late by then is left out")
    void archivedLater() throws Exception {
        var key = test.lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        test.seal();
        test.lake.archive(key);
        assertThat(test.seal().built()).isZero();
        assertThat(test.heard).isEmpty();

        test.lake.store("shoes", SEVEN, FIRST, new Row(2, "a"));
        assertThat(test.seal().built()).isZero();

        assertThat(test.heard).containsExactly("shoes its objects are archived");
        assertThat(test.rows()).hasSize(1);
    }

    @Test
    void anHourWhoseObjectsAreAllGoneStays() throws Exception {
        test.lake.delete(test.lake.store("hats", SEVEN, FIRST, new Row(9, "a")));
        var key = test.lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        test.seal();
        test.lake.delete(key);

        assertThat(test.seal().built()).isZero();

        assertThat(test.rows()).hasSize(1);
    }

    @Test
    @DisplayName("rows that another engine deletes by a delete file come back with the next run")
    void deletedByAnotherEngine() throws Exception {
        test.lake.store("shoes", SEVEN, FIRST, new Row(1, "a"), new Row(2, "b"));
        test.seal();
        var table = test.table();
        var file = table.newScan().planFiles().iterator().next().file();
        table.newRowDelta()
                .addDeletes(FileMetadata.deleteFileBuilder(table.spec())
                        .ofPositionDeletes()
                        .withPath("memory://deletes.parquet")
                        .withFileSizeInBytes(1)
                        .withRecordCount(1)
                        .withPartition(file.partition())
                        .build())
                .commit();

        assertThat(test.seal().built()).isOne();

        try (var tasks = test.table().newScan().planFiles()) {
            assertThat(tasks).allSatisfy(task -> assertThat(task.deletes()).isEmpty());
        }
        assertThat(test.rows()).hasSize(2);
    }

    @Test
    @DisplayName("two runs that expire the same snapshots at once both end right")
    void expiredTwice() throws Exception {
        for (int row = 1; row <= 4; row++) {
            test.lake.store("shoes", SEVEN, FIRST, new Row(row, "a"));
            test.seal();
        }
        // Iceberg's snapshots have the system's time.
        test.now = Instant.now().plus(Duration.ofDays(8));
        // The first commit says that the lake was listed.
        test.catalog.afterCommit = () -> {
            test.catalog.afterCommit = () -> {};
            test.catalog.beforeCommit = () -> {
                test.catalog.beforeCommit = () -> {};
                test.seal();
            };
        };

        assertThat(test.seal().snapshotsExpired()).isZero();

        assertThat(test.table().snapshots()).hasSize(1);
        assertThat(test.rows()).hasSize(4);
    }

    @Test
    @DisplayName("an hour that was listed before people are erased doesn't become the table's after that")
    void erasedMeanwhile() throws Exception {
        test.lake.store("shoes", SEVEN, FIRST, new Row(1, "anna"), new Row(2, "b"));
        test.catalog.whenStored = () -> {
            test.catalog.whenStored = () -> {};
            test.lake.erasures = "anna";
            test.lake.store("shoes", SEVEN, FIRST, new Row(1, ""), new Row(2, "b"));
        };

        test.seal();

        assertThat(test.heard).containsExactly("overtaken");
        assertThat(test.rows()).contains("2 b " + FIRST).noneMatch(row -> row.contains("anna"));
        assertThat(test.table().snapshots()).hasSize(1);
    }

    private void sealFirstRowAndStoreSecond() throws Exception {
        test.lake.store("shoes", SEVEN, FIRST, new Row(1, "a"));
        test.seal();
        test.lake.store("shoes", SEVEN, FIRST, new Row(2, "a"));
    }

    private void thenNextRunSeals() throws Exception {
        assertThat(test.rows()).hasSize(1);
        test.catalog.beforeCommit = () -> {};
        test.catalog.whenStored = () -> {};
        test.lake.whenListed = () -> {};
        test.lake.whenRead = object -> {};
        test.seal();
        assertThat(test.rows()).contains("1 a " + FIRST, "2 a " + FIRST);
        assertThat(test.catalog.stored).containsAll(test.files());
    }

    private static void outage() {
        throw new IllegalStateException("an outage");
    }
}
