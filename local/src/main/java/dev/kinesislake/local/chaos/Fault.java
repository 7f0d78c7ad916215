package dev.kinesislake.local.chaos;

import java.util.List;
import java.util.stream.Collectors;

/** A fault, named by what it strikes: invocations, reads of shards and writes of batches given up are counted from 1. */
sealed interface Fault {

    /** One line for a person. */
    String words();

    /** Faults of an invocation. */
    sealed interface OfInvocation extends Fault {
        int invocation();

        /** The same fault of another invocation. */
        Fault at(int other);
    }

    /**
     * The PUT of an object meets with these fates, attempt by attempt; attempts beyond are fine.
     *
     * @param object in the order of the invocation's keys, counted round and round
     */
    record OfPut(int invocation, int object, List<Fate> fates) implements OfInvocation {
        @Override
        public Fault at(int other) {
            return new OfPut(other, object, fates);
        }

        @Override
        public String words() {
            return "invocation " + invocation + ", object " + object + ": "
                    + fates.stream().map(Fate::words).collect(Collectors.joining("; "));
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
     * The function's JVM ends amid its PUTs.
     *
     * @param stored a bit an object, in the order of the invocation's keys: whether S3 had it by then
     */
    record OfProcess(int invocation, Death death, int stored) implements OfInvocation {

        static final int ALL = -1;

        @Override
        public Fault at(int other) {
            return new OfProcess(other, death, stored);
        }

        @Override
        public String words() {
            return "invocation " + invocation + ": the function is " + death.words
                    + (stored == 0
                            ? " before anything is stored"
                            : stored == ALL
                                    ? " after everything is stored"
                                    : " when some is stored (" + Integer.toBinaryString(stored & 0xFF) + ")");
        }
    }

    /** Lambda has no execution environment: the function is never reached. */
    record NoEnvironment(int invocation) implements OfInvocation {
        @Override
        public Fault at(int other) {
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
        public Fault at(int other) {
            return new AnswerLost(other);
        }

        @Override
        public String words() {
            return "invocation " + invocation + ": the answer is lost";
        }
    }

    /** What a read of a shard meets with. */
    enum ReadFate {
        THROTTLED("throttled"),
        EXPIRED("its iterator has expired"),
        SHORT("gives one record alone");

        private final String words;

        ReadFate(String words) {
            this.words = words;
        }
    }

    record OfRead(int read, ReadFate fate) implements Fault {
        @Override
        public String words() {
            return "read " + read + ": " + fate.words;
        }
    }

    /** The on-failure destination refuses a batch. */
    record OfDestination(int write, boolean stored) implements Fault {
        @Override
        public String words() {
            return "batch given up, write " + write + ": " + (stored ? "500, though stored" : "500");
        }
    }
}
