package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Rounds;
import dev.kinesislake.lab.bench.Rounds.Measurement;
import dev.kinesislake.lab.bench.work.S3Process;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions to the lake. */
final class Reading implements Part {

    private static final int EVENTS_AN_HOUR = 83_334;
    private static final int FEW_EVENTS_AN_HOUR = 833;
    private static final String OURS = "ours";
    private static final String ONE_BY_ONE = "one object an event";

    @Override
    public String name() {
        return "reading";
    }

    @Override
    public String about() {
        return "DuckDB counts events by membership_status: of one section's hour, whose folder the question names or which it looks for in the whole"
                + " lake, and of the whole day. The lake has a day of 2,000,016"
                + " events, stored by our handler from batches of 3,500. A lake of one object an event, as the predecessor would have made"
                + " with keys that differ, is measured at a hundredth of that, 19,992 events, against ours of the same events. Every answer is"
                + " compared with what was generated.";
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-Xmx3g");
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        try (var db = new DuckDb()) {
            aDay(new Day(quick ? 10 : EVENTS_AN_HOUR), scratch.resolve("day"), quick ? 1 : 5, db, lines);
            var few = new Day(quick ? 10 : FEW_EVENTS_AN_HOUR);
            few.store(scratch.resolve("few"));
            few.storeOneByOne(scratch.resolve("one"));
            oneByOne(few, scratch, quick ? 1 : 5, db, lines);
        }
    }

    private static void aDay(Day day, Path folder, int rounds, DuckDb db, Lines lines) throws Exception {
        day.store(folder);
        var subjects = new LinkedHashMap<String, Measurement>();
        var ofTheHour = day.ofTheHour();
        subjects.put("one section's hour", question(db, ofItsFolder(folder), ofTheHour));
        subjects.put("one section's hour, looked for in the whole lake", question(db, ofTheHour(folder), ofTheHour));
        subjects.put("whole day", question(db, ofTheDay(folder), day.ofTheDay()));
        var measured = Rounds.of(1, rounds, subjects);
        subjects.keySet().forEach(question -> lines.figure(question, "ms", measured.of(question)));
    }

    private static void oneByOne(Day few, Path scratch, int rounds, DuckDb db, Lines lines) throws Exception {
        var all = "SELECT payload.membership_status, count(*) FROM read_json('" + scratch.resolve("one")
                + "/*/*/*.json') GROUP BY ALL";
        var subjects = new LinkedHashMap<String, Measurement>();
        subjects.put(OURS, question(db, ofTheDay(scratch.resolve("few")), few.ofTheDay()));
        subjects.put(ONE_BY_ONE, question(db, all, few.ofTheDay()));
        var measured = Rounds.of(1, rounds, subjects);
        var question = "whole day of %,d events: ".formatted(few.events());
        subjects.keySet().forEach(name -> lines.figure(question + name, "ms", measured.of(name)));
        lines.higherIsBetter(question + ONE_BY_ONE + " ÷ " + OURS, "×", measured.ratio(ONE_BY_ONE, OURS));
    }

    private static Measurement question(DuckDb db, String sql, Map<String, Long> answer) {
        return () -> {
            long start = System.nanoTime();
            var counts = db.counts(sql);
            double took = (System.nanoTime() - start) / 1e6;
            if (!counts.equals(answer)) {
                throw new IllegalStateException("DuckDB counts " + counts + ", generated were " + answer + ": " + sql);
            }
            return took;
        };
    }

    private static String ofItsFolder(Path folder) {
        return select(folder, "section=%s/dt=%s/hour=%02d".formatted(Day.SECTION, Day.DATE, Day.HOUR))
                + " GROUP BY ALL";
    }

    private static String ofTheHour(Path folder) {
        return select(folder, "**")
                + " WHERE section = '%s' AND dt = '%s' AND hour = %d GROUP BY ALL"
                        .formatted(Day.SECTION, Day.DATE, Day.HOUR);
    }

    private static String ofTheDay(Path folder) {
        return select(folder, "**") + " WHERE dt = '%s' GROUP BY ALL".formatted(Day.DATE);
    }

    /** As {@code docs/reading-the-lake.md} says. */
    private static String select(Path folder, String folders) {
        var events = folder.resolve(S3Process.LAKE).resolve("events");
        return "SELECT membership_status, count(*) FROM read_parquet('" + events + "/" + folders
                + "/*.parquet', hive_partitioning = true)";
    }
}
