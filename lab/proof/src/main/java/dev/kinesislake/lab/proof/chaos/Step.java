package dev.kinesislake.lab.proof.chaos;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Something that is done to the stack at a moment, counted from the scenario's begin. */
sealed interface Step {

    Duration at();

    /** One line for a person. */
    String words();

    /**
     * Records are put, one after the other.
     *
     * @param sentAgain whether the producer hears of no answer, and sends all of them a second time
     */
    record Put(Duration at, List<SentRecord> records, boolean sentAgain) implements Step {

        public Put {
            records = List.copyOf(records);
        }

        @Override
        public String words() {
            return "put " + records.stream().map(SentRecord::words).collect(Collectors.joining(" | "))
                    + (sentAgain ? ", and again, as no answer came" : "");
        }
    }

    /** Shards are split and merged until there are so many, or as many as one step allows. */
    record Scale(Duration at, int shards) implements Step {
        @Override
        public String words() {
            return "split and merge to " + shards + " shards";
        }
    }

    record UpdateFunction(Duration at) implements Step {
        @Override
        public String words() {
            return "update the function";
        }
    }

    /** The poller dies at once, whatever it does, and another one goes on from its checkpoint. */
    record CrashPoller(Duration at, int batchSize, int windowSeconds) implements Step {
        @Override
        public String words() {
            return "crash the poller; the next one takes batches of " + batchSize + ", window " + windowSeconds + " s";
        }
    }

    record ChangeMapping(Duration at, int batchSize, int windowSeconds) implements Step {
        @Override
        public String words() {
            return "change the mapping to batches of " + batchSize + ", window " + windowSeconds + " s";
        }
    }

    /** A process begins to erase somebody. */
    record Erase(Duration at, Person person) implements Step {
        @Override
        public String words() {
            return "erase " + person.userid();
        }
    }

    /** A process begins to seal. */
    record Seal(Duration at, boolean isUnfinishedToo) implements Step {
        @Override
        public String words() {
            return isUnfinishedToo ? "seal all hours" : "seal the hours that are over";
        }
    }
}
