package dev.kinesislake.redrive.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedRows;
import dev.kinesislake.redrive.failed.Unreadable;
import dev.kinesislake.redrive.fix.Fix;
import dev.kinesislake.redrive.fix.JqFix;
import dev.kinesislake.redrive.fix.Repair;
import dev.kinesislake.redrive.lake.RowCheck;
import dev.kinesislake.redrive.mark.Claim;
import dev.kinesislake.redrive.mark.Marks;
import dev.kinesislake.redrive.mark.TaggedRecord;
import dev.kinesislake.redrive.send.FakeStream.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowRedriveTest {

    private static final int ROWS = 5;

    private final FakeTime time = new FakeTime();
    private final InMemoryBucket bucket = new InMemoryBucket(time::now);
    private final InMemoryBucket lake = new InMemoryBucket(time::now);
    private final FakeStream stream = new FakeStream(time);
    private final Marks marks = new Marks(bucket);
    private final List<String> news = new ArrayList<>();
    private final Unreadable unreadable = new Unreadable(news::add);
    private final InParallel parallel = new InParallel(4);
    private Set<String> sections = Set.of();

    RowRedriveTest() {
        bucket.fail(
                Set.of("Electronics"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> InMemoryBucket.record(i, event("Toys")))
                        .toList());
    }

    @AfterEach
    void end() {
        parallel.close();
    }

    @Test
    void everyChosenRowIsPutOnTheStreamOnceHoweverOftenItsSent() throws Exception {
        assertThat(figures(redrive(Fix.NONE))).isEqualTo("chosen 5, redriven 5, before 0, invalid 0, perhaps 0");
        assertThat(figures(redrive(Fix.NONE))).isEqualTo("chosen 5, redriven 0, before 5, invalid 0, perhaps 0");

        assertThat(stream.userRecords()).containsExactlyInAnyOrderElementsOf(expected("Toys"));
    }

    @Test
    void aFixChangesWhatIsSent() throws Exception {
        assertThat(figures(redrive(JqFix.parse(".metadata.section = \"Home-Decor\""))))
                .isEqualTo("chosen 5, redriven 5, before 0, invalid 0, perhaps 0");

        assertThat(stream.userRecords()).containsExactlyInAnyOrderElementsOf(expected("Home-Decor"));
    }

    @Test
    void whatIsStillNoEventAfterTheFixIsReportedAndNotSent() throws Exception {
        assertThat(figures(redrive(JqFix.parse("del(.payload)"))))
                .isEqualTo("chosen 5, redriven 0, before 0, invalid 5, perhaps 0");

        assertThat(stream.userRecords()).isEmpty();
        assertThat(bucket.keys("redriven/")).isEmpty();
        assertThat(news).hasSize(ROWS).first().asString().endsWith(": missing-payload: is missing, expected an object");
    }

    @Test
    @DisplayName("Rows without data are counted and not sent")
    void withoutData() throws Exception {
        bucket.failWithoutData(IntStream.range(ROWS, ROWS + 3)
                .mapToObj(i -> InMemoryBucket.record(i, event("Toys")))
                .toList());

        var totals = redrive(Fix.NONE);

        assertThat(figures(totals)).isEqualTo("chosen 8, redriven 5, before 0, invalid 0, perhaps 0");
        assertThat(totals.withoutData()).isEqualTo(3);
        assertThat(totals.everythingIsRedriven()).isFalse();
        assertThat(news).isEmpty();
        assertThat(stream.userRecords()).containsExactlyInAnyOrderElementsOf(expected("Toys"));
    }

    @Test
    void whatTheStreamRefusesIsTriedAgainUnderTheSameClaim() throws Exception {
        stream.weather = Weather.THROTTLED;

        assertThat(figures(redrive(Fix.NONE))).isEqualTo("chosen 5, redriven 5, before 0, invalid 0, perhaps 0");

        assertThat(stream.calls).isEqualTo(3);
        assertThat(stream.userRecords()).containsExactlyInAnyOrderElementsOf(expected("Toys"));
        assertThat(bucket.keys("redriven/")).hasSize(2 * ROWS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Weather.class,
            names = {"ANSWER_LOST", "CALL_LOST"})
    void aCallWithoutAnAnswerIsSettledByWhatTheStreamHas(Weather weather) throws Exception {
        stream.weather = weather;
        bucket.beforePut = key -> {
            if (key.endsWith("-sent")) {
                stream.weather = Weather.FINE; // the next call after the question is settled
            }
        };

        assertThat(figures(redrive(Fix.NONE))).isEqualTo("chosen 5, redriven 5, before 0, invalid 0, perhaps 0");

        assertThat(stream.userRecords()).containsExactlyInAnyOrderElementsOf(expected("Toys"));
        assertThat(news)
                .containsExactly("5 rows are claimed by a redrive that was cut off or still runs: up to 420 s until"
                        + " it's certain which of them it has sent");
    }

    @Test
    void oneKilledAfterThePutHasItsRowsConfirmedAndNotSentAgain() throws Exception {
        stream.weather = Weather.KILLED;
        assertThatThrownBy(() -> redrive(Fix.NONE)).isInstanceOf(FakeStream.Killed.class);
        stream.weather = Weather.FINE;

        assertThat(figures(redrive(Fix.NONE))).isEqualTo("chosen 5, redriven 5, before 0, invalid 0, perhaps 0");

        assertThat(stream.userRecords()).containsExactlyInAnyOrderElementsOf(expected("Toys"));
        assertThat(stream.calls).isEqualTo(1);
    }

    @Test
    void oneKilledBetweenItsClaimsHasItsRowsSentByTheNext() throws Exception {
        var claims = new AtomicInteger();
        bucket.beforePut = key -> {
            if (key.endsWith("claimed") && claims.incrementAndGet() > 2) {
                throw new FakeStream.Killed();
            }
        };
        assertThatThrownBy(() -> redrive(Fix.NONE)).isInstanceOf(FakeStream.Killed.class);
        bucket.beforePut = key -> {};

        assertThat(figures(redrive(Fix.NONE))).isEqualTo("chosen 5, redriven 5, before 0, invalid 0, perhaps 0");

        assertThat(stream.userRecords()).containsExactlyInAnyOrderElementsOf(expected("Toys"));
    }

    @Test
    void rowsWithTheSameBytesAreToldApart() throws Exception {
        // Two rows of one key and the same bytes, and one redrive that was killed when only the first was on the
        // stream.
        var twin = InMemoryBucket.record(8, event("Toys"));
        var other = new UserRecord(
                InMemoryBucket.record(9, "").position(), twin.partitionKey(), twin.arrivalTime(), twin.data());
        bucket.fail(Set.of("Electronics"), List.of(twin, other));
        var first = new Claim(new UUID(1, 1), "", null);
        marks.claim(twin.position(), first);
        marks.claim(other.position(), new Claim(new UUID(1, 2), "", null));
        stream.put(
                List.of(new EventStream.Entry("user 8", TaggedRecord.of("user 8", twin.data(), first.token()))),
                Deadline.in(Duration.ofMinutes(1), time));

        redrive(Choice.of(Set.of(twin.position(), other.position())), Fix.NONE);

        assertThat(stream.userRecords())
                .containsExactlyInAnyOrder("user 8: " + event("Toys"), "user 8: " + event("Toys"));
    }

    @Test
    void whatTheStreamDoesNotRememberStaysClaimed() throws Exception {
        var row = InMemoryBucket.record(0, "").position();
        marks.claim(row, new Claim(new UUID(1, 1), "", null));
        time.pause(Duration.ofHours(25));

        assertThat(figures(redrive(Choice.of(Set.of(row)), Fix.NONE)))
                .isEqualTo("chosen 1, redriven 0, before 0, invalid 0, perhaps 1");

        assertThat(stream.userRecords()).isEmpty();
        assertThat(news)
                .containsExactly(row.inKey()
                        + ": perhaps sent at 2026-11-24T06:00:00Z, which the stream doesn't remember any more");
    }

    @Test
    void ofTwoRedrivesAtOnceOneSendsEachRow() throws Exception {
        var second = new Thread(() -> {
            try {
                redrive(Fix.NONE);
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
        });
        second.start();
        redrive(Fix.NONE);
        second.join();

        assertThat(stream.userRecords()).containsExactlyInAnyOrderElementsOf(expected("Toys"));
    }

    @Test
    @DisplayName("A machine that sleeps between claim and sending doesn't send what another redrive has sent meanwhile")
    void sleepBeforeSending() throws Exception {
        stream.beforePut = () -> {
            stream.beforePut = () -> {};
            time.sleep(Duration.ofMinutes(10));
            try {
                assertThat(figures(redrive(Fix.NONE)))
                        .isEqualTo("chosen 5, redriven 5, before 0, invalid 0, perhaps 0");
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
        };

        assertThat(redrive(Fix.NONE).notSent()).isEqualTo(5);

        assertThat(stream.userRecords()).containsExactlyInAnyOrderElementsOf(expected("Toys"));
    }

    @Test
    @DisplayName("A claim that was copied is as old as it says itself")
    void copiedClaims() throws Exception {
        stream.weather = Weather.KILLED;
        assertThatThrownBy(() -> redrive(Fix.NONE)).isInstanceOf(FakeStream.Killed.class);
        stream.weather = Weather.FINE;
        time.pause(Duration.ofHours(1));
        bucket.copyOntoItself("redriven/");

        assertThat(figures(redrive(Fix.NONE))).isEqualTo("chosen 5, redriven 5, before 0, invalid 0, perhaps 0");

        assertThat(stream.userRecords()).containsExactlyInAnyOrderElementsOf(expected("Toys"));
    }

    @Test
    @DisplayName("What a fix has redriven is redriven, also when it would be no event without the fix")
    void redrivenByAFixBefore() throws Exception {
        sections = Set.of("Home-Decor");
        redrive(JqFix.parse(".metadata.section = \"Home-Decor\""));

        assertThat(figures(redrive(Fix.NONE))).isEqualTo("chosen 5, redriven 0, before 5, invalid 0, perhaps 0");
        assertThat(news).isEmpty();
    }

    @Test
    @DisplayName("What a fix has redriven is redriven, also when it would be too large with another one")
    void redrivenByASmallerFixBefore() throws Exception {
        redrive(JqFix.parse("del(.payload.price)"));

        assertThat(figures(redrive(JqFix.parse(".payload.x = \"x\" * 2000000"))))
                .isEqualTo("chosen 5, redriven 0, before 5, invalid 0, perhaps 0");
    }

    @Test
    @DisplayName("An object that can't be read is reported once, and the others' rows are sent")
    void unreadableObject() throws Exception {
        var damaged = bucket.keys("failed/").get(2);
        bucket.put(damaged, Arrays.copyOf(bucket.get(damaged), 40));
        stream.weather = Weather.CALL_LOST;
        bucket.beforePut = key -> {
            if (key.endsWith("-not-sent")) {
                stream.weather = Weather.FINE; // so objects are read a second time
            }
        };

        assertThat(figures(redrive(Fix.NONE))).isEqualTo("chosen 4, redriven 4, before 0, invalid 0, perhaps 0");

        assertThat(unreadable.isEmpty()).isFalse();
        assertThat(news).filteredOn(line -> line.contains(damaged)).hasSize(1);
        assertThat(stream.userRecords()).hasSize(4);
    }

    @Test
    void whatFailsAgainIsNotRedrivenInTheSameRun() throws Exception {
        var late = InMemoryBucket.record(9, event("Toys"));
        bucket.fail(
                Set.of("Electronics"),
                List.of(new UserRecord(late.position(), late.partitionKey(), time.now(), late.data())));

        assertThat(figures(redrive(new Choice(Set.of(), null, null, Set.of(), time.now()), Fix.NONE)))
                .isEqualTo("chosen 5, redriven 5, before 0, invalid 0, perhaps 0");
    }

    private Totals redrive(Fix fix) throws InterruptedException {
        return redrive(Choice.everything(), fix);
    }

    private Totals redrive(Choice choice, Fix fix) throws InterruptedException {
        var complaints = new Complaints(news::add);
        return new RowRedrive(new RowRedrive.Parts(
                        new FailedRows(bucket, unreadable),
                        new Repair(fix, sections),
                        new RowCheck(lake, bucket, sections),
                        marks,
                        stream,
                        new Settling(bucket, marks, stream, Settling.DEFAULT_AGE, time, news::add),
                        complaints,
                        parallel,
                        time,
                        new Random(1),
                        UUID::randomUUID))
                .run(choice);
    }

    private static List<String> expected(String section) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> "user " + i + ": " + event(section))
                .toList();
    }

    private static String event(String section) {
        return "{\"metadata\":{\"uuid\":\"145\",\"section\":\"" + section + "\"},\"payload\":{\"price\":1.50}}";
    }

    private static String figures(Totals totals) {
        return "chosen " + totals.chosen() + ", redriven " + totals.redriven() + ", before " + totals.before()
                + ", invalid " + totals.invalid() + ", perhaps " + totals.perhapsSent();
    }
}
