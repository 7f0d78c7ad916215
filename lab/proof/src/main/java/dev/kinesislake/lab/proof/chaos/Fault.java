package dev.kinesislake.lab.proof.chaos;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A fault, named by what it strikes: invocations, reads of shards and writes of batches discarded are counted from 1. */
sealed interface Fault {

    /** How long after its client has left S3 may still carry out a PUT. */
    Duration MAX_LATENESS = Duration.ofMinutes(10);

    /** One line for a person. */
    String words();

    /** Faults of an invocation. */
    sealed interface OfInvocation extends Fault {
        int invocation();

        /** The same fault of another invocation. */
        OfInvocation at(int other);
    }

    /**
     * The requests for an object meet with these outcomes, one after the other; those beyond are fine.
     *
     * @param object in the order in which the invocation comes to its objects, counted from 0
     * @param lateness how long after its client has left a late PUT takes effect
     */
    record OfPut(int invocation, int object, List<RequestOutcome> outcomes, Duration lateness) implements OfInvocation {

        public OfPut {
            outcomes = List.copyOf(outcomes);
        }

        @Override
        public OfInvocation at(int other) {
            return new OfPut(other, object, outcomes, lateness);
        }

        @Override
        public String words() {
            return "invocation " + invocation + ", object " + object + ": "
                    + outcomes.stream().map(RequestOutcome::words).collect(Collectors.joining("; "))
                    + (outcomes.contains(RequestOutcome.SILENT_LATE) ? ", " + seconds(lateness) + " later" : "");
        }
    }

    /** How the function's JVM ends. */
    enum Death {
        KILLED("Runtime.ExitError", "killed"),
        OUT_OF_MEMORY("Runtime.ExitError", "out of memory"),
        TIMED_OUT("Sandbox.Timedout", "past its timeout");

        private final String errorType;
        private final String words;

        Death(String errorType, String words) {
            this.errorType = errorType;
            this.words = words;
        }

        String errorType() {
            return errorType;
        }
    }

    /**
     * The function's JVM ends with a request.
     *
     * @param request with which it ends, counted from 1
     * @param stored a bit a request under way: whether it still takes effect
     * @param late a bit a request under way: whether it takes effect later
     * @param delay how much later
     */
    record OfProcess(int invocation, Death death, int request, int stored, int late, Duration delay)
            implements OfInvocation {

        @Override
        public OfInvocation at(int other) {
            return new OfProcess(other, death, request, stored, late, delay);
        }

        @Override
        public String words() {
            return "invocation " + invocation + ": the function is " + death.words + " at request " + request
                    + " (at once: " + Integer.toBinaryString(stored & 0xFF) + ", " + seconds(delay) + " later: "
                    + Integer.toBinaryString(late & 0xFF) + ")";
        }
    }

    /** The function begins late: its environment starts first. */
    record ColdStart(int invocation, Duration delay) implements OfInvocation {
        @Override
        public OfInvocation at(int other) {
            return new ColdStart(other, delay);
        }

        @Override
        public String words() {
            return "invocation " + invocation + ": begins " + seconds(delay) + " after its delivery";
        }
    }

    /** The event source mapping loses the connection, and the invocation goes on. */
    record ConnectionLost(int invocation, Duration after) implements OfInvocation {
        @Override
        public OfInvocation at(int other) {
            return new ConnectionLost(other, after);
        }

        @Override
        public String words() {
            return "invocation " + invocation + ": the connection is lost after " + seconds(after)
                    + ", the function goes on";
        }
    }

    /** Lambda has no execution environment: the function is never reached. */
    record NoEnvironment(int invocation) implements OfInvocation {
        @Override
        public OfInvocation at(int other) {
            return new NoEnvironment(other);
        }

        @Override
        public String words() {
            return "invocation " + invocation + ": Lambda has no environment";
        }
    }

    /** The function answers, but its answer doesn't reach the event source mapping. */
    record AnswerLost(int invocation) implements OfInvocation {
        @Override
        public OfInvocation at(int other) {
            return new AnswerLost(other);
        }

        @Override
        public String words() {
            return "invocation " + invocation + ": the answer is lost";
        }
    }

    /** S3 is slow for a while. */
    record SlowS3(Duration from, Duration until, Duration takes) implements Fault {
        @Override
        public String words() {
            return "S3 takes " + seconds(takes) + " from " + seconds(from) + " to " + seconds(until);
        }
    }

    /** S3 refuses everything for a while. */
    record Outage(Duration from, Duration until, RequestOutcome outcome) implements Fault {
        @Override
        public String words() {
            return "S3 answers " + outcome.words() + " from " + seconds(from) + " to " + seconds(until);
        }
    }

    /** Discarded batches are copied or restored before they are redriven, which gives their objects another time. */
    record RestoredBatches() implements Fault {
        @Override
        public String words() {
            return "the discarded batches are restored before they are redriven";
        }
    }

    /** What a read of a shard meets with. */
    enum ReadOutcome {
        THROTTLED("throttled"),
        EXPIRED("its iterator has expired"),
        SHORT("gives one record alone");

        private final String words;

        ReadOutcome(String words) {
            this.words = words;
        }
    }

    record OfRead(int read, ReadOutcome outcome) implements Fault {
        @Override
        public String words() {
            return "read " + read + ": " + outcome.words;
        }
    }

    /** The on-failure destination refuses a batch. */
    record OfDestination(int write, boolean stored) implements Fault {
        @Override
        public String words() {
            return "batch discarded, write " + write + ": " + (stored ? "500, though stored" : "500");
        }
    }

    /** Somebody redrives the discarded batches while the mapping still delivers. */
    record RedriveMeanwhile(int write, Duration after) implements Fault {
        @Override
        public String words() {
            return "batch discarded, write " + write + ": the discarded batches are redriven " + seconds(after)
                    + " later";
        }
    }

    /** A request of a process that seals or erases meets with something. */
    sealed interface OfRequest extends Fault {

        /** To S3, the catalogue or the function, counted from 1. */
        int request();

        ProcessFault outcome();

        /** How slow it is, or how much later it is carried out. */
        Duration lateness();

        /** For a person, without whose request it is. */
        default String wordsOfRequest() {
            return "request " + request() + ": " + outcome().words()
                    + (outcome() == ProcessFault.SLOW || outcome() == ProcessFault.FAILED_LATE
                            ? ", by " + seconds(lateness())
                            : "");
        }
    }

    /** The same of a sealer. Seals are counted from 1. */
    record OfSeal(int seal, int request, ProcessFault outcome, Duration lateness) implements OfRequest {
        @Override
        public String words() {
            return "seal " + seal + ", " + wordsOfRequest();
        }
    }

    /** The same of a process that erases. They are counted from 1. */
    record OfErasure(int erasure, int request, ProcessFault outcome, Duration lateness) implements OfRequest {
        @Override
        public String words() {
            return "erasure " + erasure + ", " + wordsOfRequest();
        }
    }

    /** The consumer's requests for the list of who is erased meet with these outcomes, one after the other; those beyond are fine. */
    record OfList(int invocation, List<RequestOutcome> outcomes) implements OfInvocation {

        public OfList {
            outcomes = List.copyOf(outcomes);
        }

        @Override
        public OfInvocation at(int other) {
            return new OfList(other, outcomes);
        }

        @Override
        public String words() {
            return "invocation " + invocation + ", list of who is erased: "
                    + outcomes.stream().map(RequestOutcome::words).collect(Collectors.joining("; "));
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1e3 + " s";
    }
}
