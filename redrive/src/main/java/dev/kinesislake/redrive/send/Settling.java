package dev.kinesislake.redrive.send;

import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.mark.Marks;
import dev.kinesislake.redrive.mark.RowState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Finds out what became of claims that nobody has settled. A claim's holder sends within a minute of it or never, and AWS refuses what
 * comes five minutes after it was signed; so what isn't on the stream some time after that can't come any more.
 */
public final class Settling {

    /** How long after a claim its holder may send. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /**
     * How old a claim has to be: the lease, the five minutes that a signature is valid (IAM User Guide, "Signing AWS API requests"), and
     * a minute for the stream to show what it has.
     */
    public static final Duration DEFAULT_AGE = LEASE.plusMinutes(6);

    /** What the bucket's and the stream's clocks may differ by. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final FailedBucket bucket;
    private final Marks marks;
    private final EventStream stream;
    private final Duration age;
    private final Time time;
    private final Consumer<String> news;

    /**
     * Prepares to settle.
     *
     * @param age how old a claim has to be before what the stream has of it is final
     * @param news what a person who waits wants to know
     */
    public Settling(
            FailedBucket bucket, Marks marks, EventStream stream, Duration age, Time time, Consumer<String> news) {
        this.bucket = bucket;
        this.marks = marks;
        this.stream = stream;
        this.age = age;
        this.time = time;
        this.news = news;
    }

    /**
     * What came of open claims.
     *
     * @param sent are on the stream
     * @param notSent are not, and may be claimed again
     * @param undecided the stream doesn't keep records long enough to tell
     */
    public record Verdicts(List<RowState.Open> sent, List<RowState.Open> notSent, List<RowState.Open> undecided) {

        Verdicts() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Settles claims, and notes what came of them. Waits for those that are too young, unless their holders settle them. */
    public Verdicts settle(List<RowState.Open> claims) throws InterruptedException {
        var verdicts = new Verdicts();
        var open = stillOpen(claims, verdicts);
        boolean told = false;
        while (!open.isEmpty()) {
            var left = age.minus(Duration.between(youngest(open), bucket.now()));
            if (left.isNegative() || left.isZero()) {
                look(open, verdicts);
                return verdicts;
            }
            if (!told) {
                news.accept(open.size() + " rows are claimed by a redrive that was cut off or still runs: up to "
                        + Math.max(1, left.toSeconds()) + " s until it's certain which of them it has sent");
                told = true;
            }
            time.pause(left.compareTo(LOOK) < 0 ? left : LOOK);
            open = stillOpen(open, verdicts);
        }
        return verdicts;
    }

    private List<RowState.Open> stillOpen(List<RowState.Open> claims, Verdicts verdicts) {
        var open = new ArrayList<RowState.Open>();
        for (var claim : claims) {
            var now = marks.state(claim.row());
            if (now instanceof RowState.Sent) {
                verdicts.sent().add(claim);
            } else if (now instanceof RowState.Open other) {
                open.add(other);
            } else {
                verdicts.notSent().add(claim);
            }
        }
        return open;
    }

    private void look(List<RowState.Open> open, Verdicts verdicts) {
        Map<UUID, RowState.Open> byToken = new HashMap<>();
        open.forEach(claim -> byToken.put(claim.claim().token(), claim));
        var found = stream.find(new HashSet<>(byToken.keySet()), oldest(open).minus(CLOCKS));
        var kept = bucket.now().minus(stream.retention()).plus(CLOCKS);
        for (var claim : open) {
            var stored = found.get(claim.claim().token());
            if (stored != null) {
                marks.sent(claim.row(), claim.attempt(), stored.shardId(), stored.sequenceNumber());
                verdicts.sent().add(claim);
            } else if (claim.claimedAt().isBefore(kept)) {
                verdicts.undecided().add(claim);
            } else {
                marks.notSent(claim.row(), claim.attempt());
                verdicts.notSent().add(claim);
            }
        }
    }

    private static Instant youngest(List<RowState.Open> claims) {
        return claims.stream().map(RowState.Open::claimedAt).reduce(Instant.MIN, (a, b) -> a.isAfter(b) ? a : b);
    }

    private static Instant oldest(List<RowState.Open> claims) {
        return claims.stream().map(RowState.Open::claimedAt).reduce(Instant.MAX, (a, b) -> a.isBefore(b) ? a : b);
    }
}
