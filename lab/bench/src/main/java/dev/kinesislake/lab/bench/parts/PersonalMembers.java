package dev.kinesislake.lab.bench.parts;

import static java.util.Objects.requireNonNull;

import dev.kinesislake.function.config.PersonalConfig;
import dev.kinesislake.function.config.Treatment;
import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Rounds;
import dev.kinesislake.lab.bench.Rounds.Measurement;
import dev.kinesislake.lab.bench.rivals.Ours;
import dev.kinesislake.lab.bench.work.Cpu;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.NoNetwork;
import dev.kinesislake.lab.bench.work.Workload;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The consumer's CPU time where members of events are treated before they're stored. */
final class PersonalMembers implements Part {

    private static final int RECORDS = 1_000;
    private static final String KEPT = "kept";
    private static final String HASHED = "two members hashed";
    private static final String NEW = "two members hashed, one of them new in each event";
    private static final String DROPPED = "two members dropped";
    private static final String UNKNOWN = "unknown members dropped";

    private static final Map<String, PersonalConfig> CONFIGS = Map.of(
            KEPT, PersonalConfig.NONE,
            HASHED, config(Map.of("payload.userid", Treatment.HASH, "payload.email_id", Treatment.HASH), false),
            NEW, config(Map.of("payload.userid", Treatment.HASH, "page.session", Treatment.HASH), false),
            DROPPED, config(Map.of("payload.userid", Treatment.DROP, "payload.email_id", Treatment.DROP), false),
            UNKNOWN, config(Map.of(), true));

    private static PersonalConfig config(Map<String, Treatment> members, boolean dropsUnknown) {
        return new PersonalConfig(members, dropsUnknown, false, "");
    }

    @Override
    public String name() {
        return "personal";
    }

    @Override
    public String about() {
        return "CPU time of the whole process a record, as in `throughput`, where `personal` treats members of the events. The events are"
                + " of 5,000 visitors, each with a userid and an address of its own; `page.session` is another one in each event.";
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        S3Environment.set();
        var workload = Workload.of(EventKind.PLAIN, quick ? 2 : 40, RECORDS);
        var subjects = new LinkedHashMap<String, Measurement>();
        for (var name : List.of(KEPT, HASHED, NEW, DROPPED, UNKNOWN)) {
            var config = requireNonNull(CONFIGS.get(name));
            var ours = new Ours(workload, S3ObjectStore.over(new NoNetwork(), S3Environment.nowhere()), config);
            subjects.put(name, cpu(ours, workload));
        }
        var measured = Rounds.of(quick ? 1 : 2, quick ? 3 : 11, subjects);
        for (var name : subjects.keySet()) {
            lines.figure(name, "µs a record", measured.of(name));
        }
        for (var name : List.of(HASHED, NEW, DROPPED, UNKNOWN)) {
            lines.lowerIsBetter(name + " ÷ " + KEPT, "×", measured.ratio(name, KEPT));
        }
    }

    private static Measurement cpu(Ours ours, Workload workload) {
        return () -> {
            System.gc();
            long start = Cpu.nanoseconds();
            for (int batch = 0; batch < workload.invocations().size(); batch++) {
                ours.handle(batch);
            }
            return (Cpu.nanoseconds() - start) / 1e3 / workload.size();
        };
    }
}
