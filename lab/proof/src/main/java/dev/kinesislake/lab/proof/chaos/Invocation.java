package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.lab.proof.chaos.Fault.OfProcess;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An invocation of the function. It has threads of its own, so it may outlive the poller that began it. */
final class Invocation {

    /** How long the function waits for an answer of S3. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What the function keeps back from its time to answer. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(1);

    private static final Duration SLOW = Duration.ofSeconds(4);

    private static final ThreadLocal<@Nullable Invocation> CURRENT = new ThreadLocal<>();

    private final VirtualScheduler scheduler;
    private final SimulatedS3 s3;
    private final InvocationFaults faults;
    private final S3State state;
    private final Duration timeout;
    private final Duration skew;
    private final boolean isSomebodyErased;
    private final Map<String, Integer> objects = new LinkedHashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final List<UnderWay> underWay = new ArrayList<>();
    private final Map<String, Integer> struck = new TreeMap<>();
    private Instant deadline;
    private int requests;
    private @Nullable String death;
    private Invoker.@Nullable Outcome outcome;

    /** A request that S3 hasn't carried out yet. */
    private record UnderWay(S3Request request) {}

    /** Ends the threads of a process that has died. */
    private static final class ProcessDeath extends Error {
        ProcessDeath(String words) {
            super(words, null, false, false);
        }
    }

    /**
     * @param skew what the environment's clock is ahead
     * @param isSomebodyErased whether anybody ever is, in this scenario
     */
    Invocation(
            VirtualScheduler scheduler,
            SimulatedS3 s3,
            InvocationFaults faults,
            S3State state,
            Duration timeout,
            Duration skew,
            boolean isSomebodyErased) {
        this.scheduler = scheduler;
        this.s3 = s3;
        this.faults = faults;
        this.state = state;
        this.timeout = timeout;
        this.skew = skew;
        this.isSomebodyErased = isSomebodyErased;
        this.deadline = scheduler.instant().plus(timeout);
    }

    /** The invocation that the current thread works for. */
    static Invocation current() {
        return Objects.requireNonNull(
                CURRENT.get(), "the function works after its answer, or on a thread unknown here");
    }

    /** Runs some of the invocation's work on the current thread. */
    void work(Runnable work) {
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** The function begins, which a cold start puts off: from here its time is counted. */
    void begin() {
        deadline = scheduler.instant().plus(timeout);
        scheduler.at(deadline, () -> die("Sandbox.Timedout", "timed out", 0, 0, Duration.ZERO));
    }

    void end(Invoker.Outcome answer) {
        if (outcome == null) {
            outcome = answer;
        }
    }

    /** What the event source mapping is answered; null  as long as there is no answer. */
    Invoker.@Nullable Outcome outcome() {
        return outcome;
    }

    boolean isOver() {
        return outcome != null;
    }

    boolean hasDied() {
        return death != null;
    }

    boolean isSomebodyErased() {
        return isSomebodyErased;
    }

    /** What the environment's clock shows. */
    Instant clock() {
        return scheduler.instant().plus(skew);
    }

    /** As {@link System#nanoTime}, in virtual time. */
    long nanos() {
        return scheduler.instant().toEpochMilli() * 1_000_000;
    }

    Duration timeLeft() {
        return Duration.between(scheduler.instant(), deadline);
    }

    /** What has struck it, with how often. */
    Map<String, Integer> struck() {
        return struck;
    }

    /** Waits, as the function does between two tries. */
    void pause(Duration duration) {
        if (death != null) {
            throw new ProcessDeath(death);
        }
        try {
            scheduler.await(this::hasDied, duration);
        } catch (InterruptedException stop) {
            throw new ProcessDeath("the scenario is over");
        }
        if (death != null) {
            throw new ProcessDeath(death);
        }
    }

    /** Takes a request of the function, which waits for the answer. */
    S3Answer take(S3Request request) throws IOException {
        if (death != null) {
            throw new ProcessDeath(death);
        }
        var patience = timeLeft().minus(ANSWER_TIME);
        if (patience.isNegative() || patience.isZero()) {
            throw new InterruptedIOException("the invocation's time is over");
        }
        patience = patience.compareTo(PATIENCE) < 0 ? patience : PATIENCE;
        var sent = new UnderWay(request);
        underWay.add(sent);
        try {
            // With the first request, nothing is stored.
            OfProcess end = isForList(request) ? null : faults.death(++requests);
            if (end != null) {
                strike("process: " + end.death());
                if (end.death() == Fault.Death.TIMED_OUT) {
                    pause(timeLeft());
                }
                die(end.death().errorType(), end.words(), end.stored(), end.late(), end.delay());
                throw new ProcessDeath(end.words());
            }
            return meet(outcomeOf(request), sent, patience);
        } finally {
            underWay.remove(sent);
        }
    }

    private static boolean isForList(S3Request request) {
        return request.key().equals(LakeLayout.ERASED_KEY);
    }

    private RequestOutcome outcomeOf(S3Request request) {
        int attempt = attempts.merge(request.name(), 1, Integer::sum) - 1;
        RequestOutcome outcome;
        if (isForList(request)) {
            outcome = faults.ofList(attempt);
        } else {
            objects.putIfAbsent(request.name(), objects.size());
            outcome = faults.outcome(objects.getOrDefault(request.name(), 0), attempt);
        }
        var outage = state.outage(scheduler.instant());
        outcome = outage == null ? outcome : outage;
        if (outcome == RequestOutcome.CONFLICT && !request.isConditional()) {
            return RequestOutcome.FINE;
        }
        if (outcome != RequestOutcome.FINE) {
            strike((isForList(request) ? "list of who is erased: " : "request: ") + outcome.words());
        }
        return outcome;
    }

    private S3Answer meet(RequestOutcome outcome, UnderWay sent, Duration patience) throws IOException {
        var usual = state.latency(scheduler.instant());
        return switch (outcome) {
            case FINE -> exchange(sent, usual, usual, patience);
            case SLOW -> exchange(sent, SLOW, usual, patience);
            case SLOW_ANSWER -> exchange(sent, usual, SLOW, patience);
            case ERROR_500 -> refuse(usual, S3Answer.error(500, "InternalError"));
            case SLOW_DOWN -> refuse(usual, S3Answer.error(503, "SlowDown"));
            case CONFLICT -> refuse(usual, S3Answer.error(409, "ConditionalRequestConflict"));
            case DENIED -> refuse(usual, S3Answer.error(403, "AccessDenied"));
            case ERROR_500_STORED -> {
                exchange(sent, usual, usual, patience);
                yield S3Answer.error(500, "InternalError");
            }
            case RESET -> {
                pause(usual);
                throw new SocketException("Connection reset");
            }
            case RESET_STORED -> {
                exchange(sent, usual, usual, patience);
                throw new SocketException("Connection reset");
            }
            case SILENT -> throw silence(patience);
            case SILENT_STORED -> {
                pause(usual);
                carryOut(sent);
                throw silence(patience.minus(usual));
            }
            case SILENT_LATE -> {
                arrivesLater(sent, patience.plus(faults.lateness()));
                throw silence(patience);
            }
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("simulated");
        };
    }

    /** A request takes effect after a time, and is answered after another, unless the client is gone by then. */
    private S3Answer exchange(UnderWay sent, Duration there, Duration back, Duration patience) throws IOException {
        if (there.compareTo(patience) > 0) {
            arrivesLater(sent, there);
            throw silence(patience);
        }
        pause(there);
        var answer = carryOut(sent);
        if (there.plus(back).compareTo(patience) > 0) {
            throw silence(patience.minus(there));
        }
        pause(back);
        return answer;
    }

    private S3Answer refuse(Duration after, S3Answer answer) {
        pause(after);
        return answer;
    }

    private SocketTimeoutException silence(Duration patience) {
        pause(patience.isNegative() ? Duration.ZERO : patience);
        return new SocketTimeoutException("Read timed out");
    }

    private S3Answer carryOut(UnderWay sent) {
        underWay.remove(sent);
        return s3.handle(sent.request(), scheduler.instant());
    }

    private void arrivesLater(UnderWay sent, Duration delay) {
        underWay.remove(sent);
        var moment = scheduler.instant().plus(delay);
        scheduler.at(moment, () -> s3.handle(sent.request(), moment));
    }

    /** The process ends. Of the requests under way, some take effect now, some later, and some never. */
    private void die(String errorType, String words, int stored, int late, Duration delay) {
        if (isOver()) {
            return;
        }
        death = words;
        int bit = 0;
        for (var sent : List.copyOf(underWay)) {
            if ((stored >>> bit & 1) == 1) {
                carryOut(sent);
            } else if ((late >>> bit & 1) == 1) {
                arrivesLater(sent, delay);
            }
            bit = (bit + 1) % Integer.SIZE;
        }
        end(new Invoker.Failed("died", errorType, words));
    }

    private void strike(String what) {
        struck.merge(what, 1, Integer::sum);
    }
}
