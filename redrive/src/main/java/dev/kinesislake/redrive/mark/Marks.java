package dev.kinesislake.redrive.mark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.Bucket.Listed;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.RowId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The notes on rows, in the failed bucket. An attempt to send a row has at most two: {@code <n>-claimed}, which one redrive alone
 * can store, and then {@code <n>-sent} or {@code <n>-not-sent}. Only after the latter is there an attempt n+1. No note is ever changed.
 */
public final class Marks {

    private static final Pattern NOTE = Pattern.compile("([1-9][0-9]{0,8})-(claimed|sent|not-sent)");

    private final FailedBucket bucket;

    public Marks(FailedBucket bucket) {
        this.bucket = bucket;
    }

    /** What a try to claim a row came to: an {@link Won}, or the {@link RowState} that another one has brought about. */
    public sealed interface Claiming {}

    /** The row is this redrive's to send. */
    public record Won(int attempt) implements Claiming {}

    /** It's another one's, or sent. */
    public record Lost(RowState state) implements Claiming {}

    /** The time to write into a claim. */
    public Instant now() {
        return bucket.now();
    }

    /** Takes a row for oneself; durable before this returns. */
    public Claiming claim(Position row, Claim claim) {
        int attempt = 1;
        while (!bucket.putIfAbsent(key(row, attempt, "claimed"), claim.toJson())) {
            var state = state(row);
            if (state instanceof RowState.Open open && open.claim().equals(claim)) {
                return new Won(open.attempt());
            }
            if (!(state instanceof RowState.Free free)) {
                return new Lost(state);
            }
            attempt = free.nextAttempt();
        }
        return new Won(attempt);
    }

    /** Notes that an attempt has arrived on the stream, and where. */
    public void sent(Position row, int attempt, String shardId, String sequenceNumber) {
        bucket.put(
                key(row, attempt, "sent"),
                ("{\"shardId\":\"" + shardId + "\",\"sequenceNumber\":\"" + sequenceNumber + "\"}").getBytes(UTF_8));
    }

    /** Notes that an attempt has not arrived, and can't any more. */
    public void notSent(Position row, int attempt) {
        bucket.put(key(row, attempt, "not-sent"), "{}".getBytes(UTF_8));
    }

    public RowState state(Position row) {
        return state(row, bucket.list(LakeLayout.redrivenPrefix(row)));
    }

    /** Takes the state of one row after the other. */
    @FunctionalInterface
    public interface Taker {
        void take(Position row, RowState state) throws InterruptedException;
    }

    /** Hands over the state of every row that has a note. */
    public void each(Taker taker) throws InterruptedException {
        each(LakeLayout.redrivenRowsPrefix(), taker);
    }

    /** The rows between two positions of a shard that are on the stream again, or perhaps. */
    public Set<Position> redriven(Position first, Position last) throws InterruptedException {
        var redriven = new HashSet<Position>();
        var shard = LakeLayout.redrivenRowsPrefix() + first.shardId() + "-";
        each(shard + commonStart(first.sequenceNumber(), last.sequenceNumber()), (row, state) -> {
            if (!(state instanceof RowState.Free)
                    && RowId.STREAM_ORDER.compare(row, first) >= 0
                    && RowId.STREAM_ORDER.compare(row, last) <= 0) {
                redriven.add(row);
            }
        });
        return redriven;
    }

    /** What all numbers between two begin with, so that few notes are listed. */
    private static String commonStart(String first, String last) {
        int same = 0;
        while (first.length() == last.length() && same < first.length() && first.charAt(same) == last.charAt(same)) {
            same++;
        }
        return first.substring(0, same);
    }

    private void each(String prefix, Taker taker) throws InterruptedException {
        var notes = new ArrayList<Listed>();
        Position current = null;
        for (var object : bucket.list(prefix)) {
            var row = row(object.key());
            if (row.isEmpty()) {
                continue;
            }
            if (current != null && !current.equals(row.get())) {
                taker.take(current, state(current, notes));
                notes.clear();
            }
            current = row.get();
            notes.add(object);
        }
        if (current != null) {
            taker.take(current, state(current, notes));
        }
    }

    private RowState state(Position row, Iterable<Listed> notes) {
        int last = 0;
        @Nullable Listed claimed = null;
        boolean notSent = false;
        for (var note : notes) {
            var parts = NOTE.matcher(note.key().substring(note.key().lastIndexOf('/') + 1));
            if (!parts.matches()) {
                continue;
            }
            int attempt = Integer.parseInt(parts.group(1));
            if (attempt > last) {
                last = attempt;
                claimed = null;
                notSent = false;
            }
            if (parts.group(2).equals("sent")) {
                return new RowState.Sent();
            }
            if (attempt == last && parts.group(2).equals("claimed")) {
                claimed = note;
            } else if (attempt == last) {
                notSent = true;
            }
        }
        if (claimed == null || notSent) {
            return new RowState.Free(last + 1);
        }
        var claim = Claim.ofJson(bucket.get(claimed.key()), claimed.key());
        var claimedAt = claim.claimedAt();
        return new RowState.Open(row, last, claim, claimedAt == null ? claimed.storedAt() : claimedAt);
    }

    private static Optional<Position> row(String key) {
        var rest = key.substring(LakeLayout.redrivenRowsPrefix().length());
        int slash = rest.indexOf('/');
        return slash < 0 ? Optional.empty() : RowId.parse(rest.substring(0, slash));
    }

    private static String key(Position row, int attempt, String what) {
        return LakeLayout.redrivenPrefix(row) + attempt + "-" + what;
    }

    /** The keys of a row's claims, for a person who has to decide. */
    public List<String> keys(Position row) {
        var keys = new ArrayList<String>();
        bucket.list(LakeLayout.redrivenPrefix(row)).forEach(note -> keys.add(note.key()));
        return keys;
    }
}
