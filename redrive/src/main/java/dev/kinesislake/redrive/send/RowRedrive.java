package dev.kinesislake.redrive.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.producer.Backoff;
import dev.kinesislake.producer.EventProducer;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedRow;
import dev.kinesislake.redrive.failed.FailedRows;
import dev.kinesislake.redrive.fix.Repair;
import dev.kinesislake.redrive.lake.RowCheck;
import dev.kinesislake.redrive.mark.Claim;
import dev.kinesislake.redrive.mark.Marks;
import dev.kinesislake.redrive.mark.RowState;
import dev.kinesislake.redrive.mark.TaggedRecord;
import dev.kinesislake.redrive.send.EventStream.Entry;
import dev.kinesislake.redrive.send.EventStream.PutResult;
import dev.kinesislake.redrive.send.EventStream.Refused;
import dev.kinesislake.redrive.send.EventStream.Stored;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts chosen rows back on the stream, each once, also if a redrive is killed. For each row: claim it (one redrive alone can), put it, note
 * that it's sent. A claim that stands alone is settled by looking on the stream for its token; only what isn't there is sent again.
 */
public final class RowRedrive {

    private static final int ROWS_PER_CALL = 500;
    private static final long BYTES_PER_CALL = 4 * 1_048_576;

    /** How many open claims are remembered to be settled; more are left to the next redrive. */
    private static final int MAX_OPEN = 10_000;

    private static final int ROUNDS = 3;

    private final FailedRows rows;
    private final Repair repair;
    private final RowCheck check;
    private final Marks marks;
    private final EventStream stream;
    private final Settling settling;
    private final Complaints complaints;
    private final InParallel parallel;
    private final Time time;
    private final RandomGenerator random;
    private final Supplier<UUID> tokens;

    private final Totals totals = new Totals();
    private final List<Ready> batch = new ArrayList<>();
    private long batchBytes;
    private final List<RowState.Open> open = new ArrayList<>();
    private long notRemembered;

    /** What a redrive of rows works with. */
    public record Parts(
            FailedRows rows,
            Repair repair,
            RowCheck check,
            Marks marks,
            EventStream stream,
            Settling settling,
            Complaints complaints,
            InParallel parallel,
            Time time,
            RandomGenerator random,
            Supplier<UUID> tokens) {}

    public RowRedrive(Parts parts) {
        this.rows = parts.rows();
        this.repair = parts.repair();
        this.check = parts.check();
        this.marks = parts.marks();
        this.stream = parts.stream();
        this.settling = parts.settling();
        this.complaints = parts.complaints();
        this.parallel = parts.parallel();
        this.time = parts.time();
        this.random = parts.random();
        this.tokens = parts.tokens();
    }

    /** A row that is valid now: one event, or several. */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
    private record Ready(Position row, String partitionKey, byte[] event) {}

    /** A row that is claimed. */
    private record Held(Ready ready, int attempt, Claim claim) {}

    /** Redrives, and settles what isn't certain. */
    public Totals run(Choice choice) throws InterruptedException {
        rows.each(choice, row -> {
            totals.addChosen();
            take(row);
        });
        flush();
        for (int round = 1; !open.isEmpty() && round <= ROUNDS; round++) {
            settle();
        }
        totals.addPerhapsSent(open.size() + notRemembered);
        return totals;
    }

    private void settle() throws InterruptedException {
        var verdicts = settling.settle(List.copyOf(open));
        open.clear();
        verdicts.sent().forEach(sent -> totals.addRedriven());
        totals.addPerhapsSent(verdicts.undecided().size());
        verdicts.undecided().forEach(complaints::undecided);
        Set<Position> again = new HashSet<>();
        verdicts.notSent().forEach(claim -> again.add(claim.row()));
        if (!again.isEmpty()) {
            rows.each(Choice.of(again), this::take);
            flush();
        }
    }

    private void take(FailedRow row) throws InterruptedException {
        var position = row.record().position();
        if (!row.hasData()) {
            unlessRedriven(position, totals::addWithoutData);
            return;
        }
        var repaired = repair.repair(row);
        if (repaired instanceof Repair.Invalid invalid) {
            unlessRedriven(position, () -> {
                totals.addInvalid();
                complaints.invalid(row, invalid);
            });
        } else if (repaired instanceof Repair.Events events) {
            var place = place(row);
            if (place instanceof RowCheck.InLake) {
                totals.addInLake();
            } else if (place instanceof RowCheck.InBatch batch) {
                refuse(
                        position,
                        "is valid now, and the redrive of batch " + batch.key()
                                + " stores it: redrive that first (--batches)");
            } else if (place instanceof RowCheck.Nowhere) {
                add(new Ready(position, row.record().partitionKey(), events.data()));
            }
        }
    }

    /** Null where that can't be found out; then the row isn't sent. */
    private RowCheck.@Nullable Place place(FailedRow row) throws InterruptedException {
        try {
            return check.find(row.record());
        } catch (RedriveException unreadable) {
            refuse(row.record().position(), String.valueOf(unreadable.getMessage()));
            return null;
        }
    }

    private void refuse(Position row, String why) {
        unlessRedriven(row, () -> {
            totals.addNotSent();
            complaints.notSent(row, why);
        });
    }

    /** A row that can't be sent like this may have been sent before, through another fix. */
    private void unlessRedriven(Position row, Runnable otherwise) {
        var state = marks.state(row);
        if (state instanceof RowState.Sent) {
            totals.addBefore();
        } else if (state instanceof RowState.Open claimed) {
            remember(claimed);
        } else {
            otherwise.run();
        }
    }

    private void add(Ready ready) throws InterruptedException {
        // A token has always the same length, so any tells how large the record is going to be.
        long size = TaggedRecord.of(ready.partitionKey(), ready.event(), new UUID(0, 0)).length
                + (long) ready.partitionKey().getBytes(UTF_8).length;
        if (size > EventProducer.DEFAULT_MAX_RECORD_BYTES) {
            refuse(
                    ready.row(),
                    "has " + size + " bytes with its partition key and its token, allowed are "
                            + EventProducer.DEFAULT_MAX_RECORD_BYTES);
            return;
        }
        if (batch.size() == ROWS_PER_CALL || batchBytes + size > BYTES_PER_CALL) {
            flush();
        }
        batch.add(ready);
        batchBytes += size;
    }

    private void flush() throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        // Before anything of the claims is stored, so that none of them is older than the time for it.
        var until = Deadline.in(Settling.LEASE, time);
        var held = claim();
        batch.clear();
        batchBytes = 0;
        var backoff = new Backoff(random);
        for (int refusals = 1; !held.isEmpty(); refusals++) {
            held = put(held, until);
            var pause = Duration.ofNanos(Backoff.nanos(refusals, backoff.draw()));
            if (!held.isEmpty() && pause.compareTo(until.left()) < 0) {
                time.pause(pause);
            }
        }
    }

    private List<Held> claim() throws InterruptedException {
        var now = marks.now();
        var claimings = parallel.map(batch, ready -> {
            var claim = new Claim(tokens.get(), sha256(ready.event()), now);
            return new Tried(ready, claim, marks.claim(ready.row(), claim));
        });
        var held = new ArrayList<Held>();
        for (var tried : claimings) {
            if (tried.outcome() instanceof Marks.Won won) {
                held.add(new Held(tried.ready(), won.attempt(), tried.claim()));
            } else if (tried.outcome() instanceof Marks.Lost lost && lost.state() instanceof RowState.Open claimed) {
                remember(claimed);
            } else {
                totals.addBefore();
            }
        }
        return held;
    }

    private record Tried(Ready ready, Claim claim, Marks.Claiming outcome) {}

    private void remember(RowState.Open claimed) {
        if (open.size() < MAX_OPEN) {
            open.add(claimed);
        } else {
            notRemembered++;
        }
    }

    /** Puts claimed rows, and notes what became of them; returns those that may be tried again. */
    private List<Held> put(List<Held> held, Deadline until) throws InterruptedException {
        var entries = held.stream()
                .map(each -> new Entry(
                        each.ready().partitionKey(),
                        TaggedRecord.of(
                                each.ready().partitionKey(),
                                each.ready().event(),
                                each.claim().token())))
                .toList();
        var results = stream.put(entries, until);
        var settled = new ArrayList<Runnable>();
        var again = new ArrayList<Held>();
        RedriveException refused = null;
        for (int i = 0; i < held.size(); i++) {
            var each = held.get(i);
            PutResult result = results.get(i);
            if (result instanceof Stored stored) {
                settled.add(() ->
                        marks.sent(each.ready().row(), each.attempt(), stored.shardId(), stored.sequenceNumber()));
                totals.addRedriven();
            } else if (result instanceof Refused no && no.retried() && !until.isOver()) {
                again.add(each);
            } else if (result instanceof Refused no) {
                settled.add(() -> marks.notSent(each.ready().row(), each.attempt()));
                totals.addNotSent();
                complaints.notSent(each.ready().row(), no.why());
                refused = no.retried() ? refused : new RedriveException("the stream can't be written: " + no.why());
            } else {
                remember(claimOf(each));
            }
        }
        parallel.map(settled, each -> {
            each.run();
            return each;
        });
        if (refused != null) {
            throw refused;
        }
        return again;
    }

    private RowState.Open claimOf(Held held) {
        return marks.state(held.ready().row()) instanceof RowState.Open claimed
                ? claimed
                : new RowState.Open(held.ready().row(), held.attempt(), held.claim(), Instant.EPOCH);
    }

    private static String sha256(byte[] event) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(event));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
