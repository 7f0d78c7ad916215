package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.proof.events.Packing;
import dev.kinesislake.lab.proof.events.SentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A scenario that is played live: over HTTP, with the function in its own JVM and the AWS SDK's own retries. The same seed gives the same
 * records, changes and faults; who is faster is up to the machine.
 *
 * @param mapping properties of the event source mapping, changed before the first record
 * @param calls the records, by PutRecords call
 * @param changes what is changed after a call, counted from 0
 * @param faults by the number of the function's PUT
 */
record LiveScenario(
        long seed,
        Map<String, Object> mapping,
        List<List<SentRecord>> calls,
        Map<Integer, String> changes,
        Map<Integer, LiveFault> faults) {

    private static final List<LiveFault> FAULTS = List.of(LiveFault.values());

    static final String SCALE = "scale to ";
    static final String UPDATE = "update the function to MB ";
    static final String BATCH = "change the batch size to ";

    static LiveScenario generate(long seed) {
        var random = new SplittableRandom(seed);
        var mapping = Map.<String, Object>of(
                "batchSize",
                random.nextInt(10, 100),
                "parallelizationFactor",
                random.nextInt(2) == 0 ? 1 : random.nextInt(2, 11),
                "maximumRetryAttempts",
                random.nextInt(4));
        var calls = new ArrayList<List<SentRecord>>();
        int events = 0;
        for (int call = random.nextInt(1, 5); call > 0; call--) {
            var records = new ArrayList<SentRecord>();
            for (int count = random.nextInt(1, 60); count > 0; count--) {
                int size = random.nextInt(6) == 0 ? random.nextInt(1, 8) : 1;
                var packing = size == 1 ? Packing.SINGLE : Packing.OF_MANY.get(random.nextInt(Packing.OF_MANY.size()));
                var numbers = new ArrayList<Integer>();
                var packed = new ArrayList<SentEvent>();
                while (packed.size() < size) {
                    var event = SentRecord.event(events);
                    if (packing.takes(event, packed)) {
                        numbers.add(events);
                        packed.add(event);
                    } else if (!packed.isEmpty()) {
                        break;
                    }
                    events++;
                }
                records.add(new SentRecord(numbers, packing));
            }
            calls.add(records);
        }
        return new LiveScenario(seed, mapping, calls, changes(random, calls.size()), faults(random));
    }

    private static Map<Integer, String> changes(SplittableRandom random, int calls) {
        var changes = new TreeMap<Integer, String>();
        for (int call = 0; call < calls; call++) {
            switch (random.nextInt(8)) {
                case 0 -> changes.put(call, SCALE + random.nextInt(1, 5));
                case 1 -> changes.put(call, UPDATE + random.nextInt(512, 700));
                case 2 -> changes.put(call, BATCH + random.nextInt(10, 100));
                default -> {
                    // nothing is changed
                }
            }
        }
        return changes;
    }

    private static Map<Integer, LiveFault> faults(SplittableRandom random) {
        var faults = new TreeMap<Integer, LiveFault>();
        double rate = random.nextDouble() * 0.4;
        // These take their time for real.
        int silences = random.nextInt(4) == 0 ? 1 : 0;
        int deaths = random.nextInt(3);
        for (int put = 1; put <= 40; put++) {
            if (random.nextDouble() < rate) {
                var fault = FAULTS.get(random.nextInt(FAULTS.size()));
                boolean struck =
                        switch (fault) {
                            case SILENT, SILENT_STORED -> silences-- > 0;
                            case KILLED, KILLED_STORED -> deaths-- > 0;
                            case ERROR_500, ERROR_500_STORED, SLOW_DOWN, SLOW, RESET, RESET_STORED -> true;
                        };
                if (struck) {
                    faults.put(put, fault);
                }
            }
        }
        return faults;
    }

    /** The scenario as a person reads it, line by line. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("live scenario " + seed + ": " + new TreeMap<>(mapping));
        for (int call = 0; call < calls.size(); call++) {
            lines.add("  put " + calls.get(call).size() + " records");
            var change = changes.get(call);
            if (change != null) {
                lines.add("  " + change);
            }
        }
        faults.forEach((put, fault) -> lines.add("  fault  PUT " + put + ": " + fault.words()));
        return lines;
    }
}
