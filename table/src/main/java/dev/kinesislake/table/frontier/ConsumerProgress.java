package dev.kinesislake.table.frontier;

import dev.kinesislake.table.frontier.ConsumerMetrics.Datapoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds up to when a consumer has stored every record, from what CloudWatch has counted.
 *
 * <p>{@code IteratorAge} is the age of a batch's last record when Lambda sends the batch to the function ("Types of metrics for Lambda
 * functions"). So it says nothing of the batch's first record, and of a batch that is being tried only that it is. But a consumer that keeps
 * up sends each batch within minutes, and a batch that is stuck is sent again at least each time the function's 15 minutes are over, with an
 * age that grows. So there is trouble if a batch was old, or if records came in and no batch was sent. While there is none, each record is
 * stored that arrived some time ago. Trouble is over when a batch was sent in time and none was old for a while: silence alone doesn't say so.
 * Until then, the frontier stays where it was before the trouble.
 */
final class ConsumerProgress {

    /** A consumer keeps up if no batch is older: the batching window is 5 minutes at most. */
    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    /** Two invocations of 15 minutes, one for a batch and one for the batch before it, and a batch's age. */
    private static final Duration GRACE = Duration.ofMinutes(45);

    /** How long records may wait for their batch to be counted: for an invocation to end, and for CloudWatch. */
    private static final Duration UNTIL_SENT = Duration.ofMinutes(25);

    /** Trouble that has lasted longer counts as if it had begun then. */
    static final Duration LOOK_BACK = Duration.ofDays(14);

    private final NavigableMap<Instant, Datapoint> points = new TreeMap<>();
    private final Instant now;

    private ConsumerProgress(List<Datapoint> datapoints, Instant now) {
        datapoints.forEach(point -> points.put(point.start(), point));
        this.now = now;
    }

    /** Up to when each record is stored or discarded. */
    static Instant consumedThrough(List<Datapoint> datapoints, Instant now) {
        var progress = new ConsumerProgress(datapoints, now);
        var trouble = progress.trouble();
        var oldest = now.minus(LOOK_BACK);
        return trouble.map(start -> start.minus(GRACE))
                .map(frontier -> frontier.isBefore(oldest) ? oldest : frontier)
                .orElse(now.minus(GRACE));
    }

    /** When the trouble began that isn't over. */
    private Optional<Instant> trouble() {
        @Nullable Instant first = null;
        @Nullable Instant last = null;
        for (var point : points.values()) {
            if (isTrouble(point)) {
                if (first == null || last == null || isOver(last, point.start())) {
                    first = point.start();
                }
                last = point.start();
            }
        }
        return last == null || isOver(last, now) ? Optional.empty() : Optional.ofNullable(first);
    }

    private boolean isTrouble(Datapoint point) {
        boolean isDue = point.start().plus(UNTIL_SENT).isBefore(now);
        return point.maxAge().compareTo(MAX_AGE) > 0 || (point.incoming() > 0 && isDue && !isSent(point.start()));
    }

    /** Whether batches were sent in the period or soon after it. */
    private boolean isSent(Instant start) {
        return points.subMap(start, true, start.plus(UNTIL_SENT), false).values().stream()
                .anyMatch(point -> point.batches() > 0);
    }

    /** Whether the last trouble is over by then; there is none in between. */
    private boolean isOver(Instant last, Instant then) {
        var end = last.plus(ConsumerMetrics.PERIOD);
        return !end.plus(GRACE).isAfter(then)
                && points.subMap(end, true, then, false).values().stream().anyMatch(point -> point.batches() > 0);
    }
}
