package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import dev.kinesislake.erase.EraseException;
import dev.kinesislake.erase.EraseListener;
import dev.kinesislake.erase.Eraser;
import dev.kinesislake.erase.Place;
import dev.kinesislake.erase.Redriver;
import dev.kinesislake.erase.S3Tombstones;
import dev.kinesislake.erase.TableCleaner;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.proof.check.Expected;
import dev.kinesislake.lab.proof.check.Ledger;
import dev.kinesislake.lab.proof.check.OldVersions;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.lake.BatchCheck;
import dev.kinesislake.redrive.send.BatchRedrive;
import dev.kinesislake.redrive.send.Complaints;
import dev.kinesislake.redrive.send.InParallel;
import dev.kinesislake.redrive.send.LakeConsumer;
import dev.kinesislake.table.SealException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Processes that erase somebody, beside everything else, and again until all is erased. What they are made of is as it is; simulated are
 * S3 and the catalogue.
 */
final class Erasing {

    /** As many as are looked into at the same time. */
    private static final int PARALLEL = 4;

    /** With no fault any more. */
    private static final int MAX_RUNS = 3;

    /** More than clocks differ, beside the time that a PUT may be on its way, which is far longer here than S3's. */
    private static final Duration MARGIN = Fault.MAX_LATENESS.plusSeconds(30);

    private final Scenario scenario;
    private final VirtualScheduler scheduler;
    private final SimulatedS3 s3;
    private final S3State state;
    private final Tally tally;
    private final Workbench workbench;
    private final Sealing sealing;
    private final LakeConsumer consumer;
    private final Map<Integer, List<Fault.OfErasure>> faults;

    /** The latest moment that what is to be erased arrived before, of erasures that have begun. */
    private final Map<Person, Instant> begun = new EnumMap<>(Person.class);

    /** The same of those that have ended and left nothing. */
    private final Map<Person, Instant> ended = new EnumMap<>(Person.class);

    /** When the last of these ended. */
    private final Map<Person, Instant> endedAt = new EnumMap<>(Person.class);

    private final Map<Position, Set<Person>> whose = new HashMap<>();
    private int runs;
    private int running;
    private @Nullable String problem;

    Erasing(
            Scenario scenario,
            VirtualScheduler scheduler,
            SimulatedS3 s3,
            S3State state,
            Tally tally,
            Workbench workbench,
            Sealing sealing,
            LakeConsumer consumer) {
        this.scenario = scenario;
        this.scheduler = scheduler;
        this.s3 = s3;
        this.state = state;
        this.tally = tally;
        this.workbench = workbench;
        this.sealing = sealing;
        this.consumer = consumer;
        this.faults = scenario.faults().stream()
                .filter(Fault.OfErasure.class::isInstance)
                .map(Fault.OfErasure.class::cast)
                .collect(Collectors.groupingBy(Fault.OfErasure::erasure));
    }

    static boolean isPlanned(Scenario scenario) {
        return scenario.steps().stream().anyMatch(Step.Erase.class::isInstance);
    }

    private boolean isPlanned() {
        return isPlanned(scenario);
    }

    /** Begins to erase somebody, on a thread of its own. */
    void begin(Person person) {
        int number = ++runs;
        running++;
        scheduler.run(() -> {
            try {
                erase(person, faults.getOrDefault(number, List.of()), number);
            } finally {
                running--;
            }
        });
    }

    /** Why the promise is broken; null where it's kept. */
    @Nullable String problem() {
        return problem;
    }

    /**
     * Erases again whomever the last erasure has left something of, or who is in a batch that was discarded since.
     *
     * @param ledger of all records
     */
    void end(Ledger ledger) throws InterruptedException {
        scheduler.await(() -> running == 0, Duration.ofDays(1));
        for (var person : List.copyOf(begun.keySet())) {
            int tries = 0;
            while (!Objects.equals(begun.get(person), ended.get(person)) || isDiscardedSince(person, ledger)) {
                if (++tries > MAX_RUNS) {
                    isBroken("erasing " + person.userid() + " again leaves something each time");
                    return;
                }
                runs++;
                erase(person, List.of(), runs);
            }
        }
    }

    /** Its records come from the stream, which no erasure reaches. */
    private boolean isDiscardedSince(Person person, Ledger ledger) {
        var since = endedAt.getOrDefault(person, Instant.MIN);
        return s3.versions(Workbench.FAILED, LakeLayout.UNPROCESSED_PREFIX).entrySet().stream()
                .anyMatch(batch -> batch.getValue().stream()
                        .filter(version -> !version.at().isBefore(since))
                        .anyMatch(version -> OldVersions.positions(batch.getKey(), version.body(), ledger).stream()
                                .anyMatch(position -> whose(ledger, position).contains(person)
                                        && expected(ledger, position) == Expected.NOWHERE)));
    }

    /** How often the row of a position is to be stored by now. */
    Expected expected(Ledger ledger, Position position) {
        var expected = Expected.ONCE;
        for (var person : begun.isEmpty() ? Set.<Person>of() : whose(ledger, position)) {
            var arrival = ledger.arrivalAt(position);
            if (arrival == null || arrival.isBefore(ended.getOrDefault(person, Instant.MIN))) {
                return arrival == null ? Expected.AT_MOST_ONCE : Expected.NOWHERE;
            }
            if (arrival.isBefore(begun.getOrDefault(person, Instant.MIN))) {
                expected = Expected.AT_MOST_ONCE;
            }
        }
        return expected;
    }

    /** Whom a row is about: a failed row by its partition key, too. */
    private Set<Person> whose(Ledger ledger, Position position) {
        return ledger.indexAt(position) == null
                ? Set.of()
                : whose.computeIfAbsent(position, any -> look(ledger, position));
    }

    private static Set<Person> look(Ledger ledger, Position position) {
        var whose = EnumSet.noneOf(Person.class);
        var event = SentRecord.event(requireNonNull(ledger.indexAt(position)));
        var key = ledger.partitionKeyAt(position);
        var failedBy = event.section() == null ? (key == null ? event.partitionKey() : key) : "";
        for (var person : Person.values()) {
            if (person.isIn(new String(event.data(), ISO_8859_1)) || failedBy.equals(person.userid())) {
                whose.add(person);
            }
        }
        return whose;
    }

    /** Looks for what should have been erased, wherever S3 keeps it. */
    void check(Ledger ledger) {
        if (!isPlanned()) {
            return;
        }
        var back = EnumSet.noneOf(Person.class);
        for (var position : ledger.positions()) {
            if (expected(ledger, position) == Expected.ONCE) {
                back.addAll(whose(ledger, position));
            }
        }
        for (var bucket : List.of(Workbench.LAKE, Workbench.FAILED)) {
            s3.versions(bucket, "").forEach((key, versions) -> {
                for (var version : versions) {
                    check(bucket + "/" + key, key, version.body(), ledger, back);
                }
            });
        }
        sealing.store().files().forEach((location, file) -> check(location, location, file.bytes(), ledger, back));
        // What stopped runs have left is deleted days later, and then S3 keeps it for a while.
        var last = endedAt.values().stream().max(Comparator.naturalOrder()).orElse(Instant.MIN);
        sealing.store().deleted().forEach((location, file) -> {
            if (!file.at().isAfter(last)) {
                check("deleted " + location, location, file.bytes(), ledger, back);
            }
        });
    }

    /** @param back who has come back since */
    private void check(String words, String key, byte[] body, Ledger ledger, Set<Person> back) {
        var left = new ArrayList<Position>();
        var kept = EnumSet.noneOf(Person.class);
        for (var position : OldVersions.positions(key, body, ledger)) {
            if (expected(ledger, position) == Expected.NOWHERE) {
                left.add(position);
            } else {
                kept.addAll(whose(ledger, position));
            }
        }
        if (!left.isEmpty()) {
            isBroken("not erased: " + words + " has " + left.size() + " rows, the first " + left.get(0));
        }
        if (key.endsWith(".avro")) {
            // It has the least and the greatest values of files, without their positions.
            kept.addAll(back);
        }
        var text = OldVersions.text(key, body);
        for (var person : ended.keySet()) {
            if (person.isIn(text) && !kept.contains(person)) {
                isBroken("not erased: " + words + " says " + person.userid());
            }
        }
    }

    private void isBroken(String why) {
        if (problem == null) {
            problem = why;
        }
    }

    private void erase(Person person, List<Fault.OfErasure> planned, int number) {
        var process = new SimulatedProcess(scheduler, s3, state, planned);
        var left = new ArrayList<String>();
        var since = new Instant[1];
        try {
            var eraser = new Eraser(
                    workbench.eraser().eraser().apply(parts(person, process, left, since, number)), person.people());
            var result = eraser.erase();
            if (result.isClean()) {
                ended.merge(person, since[0], (one, other) -> one.isAfter(other) ? one : other);
                endedAt.put(person, scheduler.instant());
            } else if (process.struck().isEmpty() && left.isEmpty() && isAlone()) {
                isBroken("an erasure ends without saying what is left");
            }
            tally.erasure(result.isClean());
        } catch (SimulatedProcess.Killed dead) {
            tally.erasure(false);
        } catch (EraseException | SealException overtaken) {
            tally.erasure(false);
            tally.fault("erase: overtaken by sealers", 1);
            if (process.struck().isEmpty() && isAlone()) {
                isBroken("an erasure fails that no fault has struck: " + overtaken);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            tally.erasure(false);
            if (process.struck().isEmpty()) {
                isBroken("an erasure fails that no fault has struck: " + failed);
            }
        }
        process.struck().forEach((what, count) -> tally.fault("erase: " + what, count));
    }

    /** Whether nothing else goes on. */
    private boolean isAlone() {
        return running == 0;
    }

    private Eraser.Parts parts(
            Person person, SimulatedProcess process, List<String> left, @Nullable Instant[] since, int number) {
        var tombstones = new S3Tombstones(workbench.client(), Workbench.LAKE, random(scenario.seed() + number));
        var lake = new ProcessVersions(s3, Workbench.LAKE, sealing.store(), process);
        return new Eraser.Parts(
                lake,
                new ProcessVersions(s3, Workbench.FAILED, sealing.store(), process),
                (people, before) -> {
                    if (since[0] == null) {
                        since[0] = before;
                        begun.merge(person, before, (one, other) -> one.isAfter(other) ? one : other);
                    }
                    tombstones.add(people, before);
                },
                redriver(process),
                isSealed() ? sealing.cleaner(process, lake, workbench.eraser().table()) : TableCleaner.NONE,
                scenario.settings().timeout().plus(MARGIN),
                (until, clock) -> process.pause(Duration.between(scheduler.instant(), until)),
                listener(left),
                () -> new InParallel(new ProcessThreads(process, PARALLEL)));
    }

    private boolean isSealed() {
        return sealing.isPlanned();
    }

    private static EraseListener listener(List<String> left) {
        return new EraseListener() {
            @Override
            public void looked(Place place, int objects) {
                // nobody asks
            }

            @Override
            public void left(String message) {
                left.add(message);
            }

            @Override
            public void waiting(Instant until) {
                // nobody asks
            }
        };
    }

    /** As the command's. */
    private Redriver redriver(SimulatedProcess process) {
        var lake = new ProcessBucket(new SimulatedBucket(s3, Workbench.LAKE, scheduler::instant), process);
        var failed = new ProcessBucket(new SimulatedBucket(s3, Workbench.FAILED, scheduler::instant), process);
        LakeConsumer asProcess = batch -> {
            process.read(() -> true);
            var answer = consumer.consume(batch);
            process.read(() -> true);
            return answer;
        };
        return key -> {
            var check = new BatchCheck(lake, failed, Workbench.SECTIONS);
            return new BatchRedrive(failed, check, asProcess, new Complaints(line -> {}))
                    .run(Choice.everything(), Set.of(key))
                    .everythingIsStored();
        };
    }

    /** The list's key is random in production. */
    private static SecureRandom random(long seed) {
        var random = new SplittableRandom(seed);
        return new SecureRandom() {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
        };
    }
}
