package dev.kinesislake.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.table.FakeLake.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hours a scheduled run lists, and which it drops. */
class RecentHoursTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant OLD = NOON.minus(Duration.ofDays(10));
    private static final Instant FIRST = Instant.parse("2026-11-29T12:30:00Z");

    private final TestTable test;
    private final List<Instant> listed = new ArrayList<>();

    RecentHoursTest(@TempDir Path scratch) {
        test = new TestTable(scratch, NOON);
    }

    @BeforeEach
    void listen() {
        test.lake.whenHoursListed = listed::add;
    }

    @Test
    @DisplayName(
            "the first run lists the whole lake, those of the day after it two days, the next day's the whole lake")
    void daily() throws Exception {
        test.lake.store("shoes", OLD, FIRST, new Row(1, "a"));
        assertThat(test.sealer().sealRecent().built()).isOne();
        test.lake.store("shoes", OLD, FIRST, new Row(2, "a"));

        at(NOON.plus(Duration.ofHours(1)));
        assertThat(test.sealer().sealRecent().built()).isZero();
        at(NOON.plus(Duration.ofHours(24)).minusMillis(1));
        assertThat(test.sealer().sealRecent().built()).isZero();
        at(NOON.plus(Duration.ofHours(24)));
        assertThat(test.sealer().sealRecent().built()).isOne();
        at(NOON.plus(Duration.ofHours(25)));
        test.sealer().sealRecent();

        assertThat(listed)
                .containsExactly(
                        Instant.MIN,
                        NOON.minus(Duration.ofHours(47)),
                        NOON.minus(Duration.ofHours(24)).minusMillis(1),
                        Instant.MIN,
                        NOON.minus(Duration.ofHours(23)));
        assertThat(test.property("listed_at"))
                .isEqualTo(NOON.plus(Duration.ofHours(24)).toString());
    }

    @Test
    @DisplayName("hours that are behind sealed_through are listed each time, whatever their age")
    void heldBack() throws Exception {
        test.waiting = Optional.of(OLD);
        test.sealer().sealRecent();
        test.lake.store("shoes", OLD, FIRST, new Row(1, "a"));
        test.waiting = Optional.empty();

        at(NOON.plus(Duration.ofHours(1)));
        var report = test.sealer().sealRecent();

        assertThat(report.built()).isOne();
        assertThat(report.sealedThrough()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    @DisplayName("an old hour that can't be built holds sealed_through back in runs that list recent hours, too")
    void heldBackByAnHourThatIsLeft() throws Exception {
        test.lake.put(test.lake.store("shoes", OLD, FIRST, new Row(1, "a")), new byte[] {1, 2, 3});
        test.sealer().sealRecent();

        at(NOON.plus(Duration.ofHours(1)));
        var report = test.sealer().sealRecent();

        assertThat(report.left()).isOne();
        assertThat(report.sealedThrough()).isEqualTo(OLD);
    }

    @Test
    void sealListsTheWholeLakeEachTime() throws Exception {
        test.lake.store("shoes", OLD, FIRST, new Row(1, "a"));
        test.seal();
        test.lake.store("shoes", OLD, FIRST, new Row(2, "a"));

        assertThat(test.seal().built()).isOne();
        assertThat(listed).containsOnly(Instant.MIN);
    }

    @Test
    @DisplayName("an hour that ended before the lake's expiry is dropped, and what is left of it isn't built")
    void dropped() throws Exception {
        test.lake.store("shoes", OLD, FIRST, new Row(1, "a"));
        var key = test.lake.store("shoes", NOON.minusSeconds(1), FIRST, new Row(2, "a"));
        test.seal();
        test.options = SealOptions.DEFAULT.withExpiry(Optional.of(Duration.ofDays(10)));

        assertThat(test.seal().dropped()).isZero();
        at(NOON.plus(Duration.ofHours(1)));
        var report = test.seal();

        assertThat(report.dropped()).isOne();
        assertThat(report.built()).isZero();
        assertThat(test.rows()).containsExactly("2 a " + FIRST);
        assertThat(test.seal().dropped()).isZero();
        test.lake.delete(key);
        test.seal();
        assertThat(test.rows()).hasSize(1);
    }

    private void at(Instant time) {
        test.now = time;
        test.consumed = time;
    }
}
