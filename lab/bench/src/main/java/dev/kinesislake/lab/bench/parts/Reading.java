package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.function.config.Format;
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
        var hour = new LinkedHashMap<String, Measurement>();
        var itsFolder = new LinkedHashMap<String, Measurement>();
        var whole = new LinkedHashMap<String, Measurement>();
        var ofTheHour = day.ofTheHour();
        var ofTheDay = day.ofTheDay();
        for (var format : Format.values()) {
            hour.put(format.label(), question(db, ofTheHour(format, folder), ofTheHour));
            itsFolder.put(format.label(), question(db, ofItsFolder(format, folder), ofTheHour));
            whole.put(format.label(), question(db, ofTheDay(format, folder), ofTheDay));
        }
        report("one section's hour: ", Rounds.of(1, rounds, itsFolder), lines);
        report("one section's hour, looked for in the whole lake: ", Rounds.of(1, rounds, hour), lines);
        report("whole day: ", Rounds.of(1, rounds, whole), lines);
    }

    private static void report(String question, Rounds measured, Lines lines) {
        var first = Format.NDJSON;
        for (var format : Format.values()) {
            lines.figure(question + format.label(), "ms", measured.of(format.label()));
            if (format != first) {
                lines.higherIsBetter(
                        question + first.label() + " ÷ " + format.label(),
                        "×",
                        measured.ratio(first.label(), format.label()));
            }
        }
    }

    private static void oneByOne(Day few, Path scratch, int rounds, DuckDb db, Lines lines) throws Exception {
        var subjects = new LinkedHashMap<String, Measurement>();
        for (var format : Format.values()) {
            subjects.put(format.label(), question(db, ofTheDay(format, scratch.resolve("few")), few.ofTheDay()));
        }
        var all = "SELECT payload.membership_status, count(*) FROM read_json('" + scratch.resolve("one")
                + "/*/*/*.json') GROUP BY ALL";
        subjects.put(ONE_BY_ONE, question(db, all, few.ofTheDay()));
        var measured = Rounds.of(1, rounds, subjects);
        var question = "whole day of %,d events: ".formatted(few.events());
        for (var name : subjects.keySet()) {
            lines.figure(question + name, "ms", measured.of(name));
            if (!name.equals(ONE_BY_ONE)) {
                lines.higherIsBetter(question + ONE_BY_ONE + " ÷ " + name, "×", measured.ratio(ONE_BY_ONE, name));
            }
        }
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

    private static String ofItsFolder(Format format, Path folder) {
        return select(format, folder, "section=%s/dt=%s/hour=%02d".formatted(Day.SECTION, Day.DATE, Day.HOUR))
                + " GROUP BY ALL";
    }

    private static String ofTheHour(Format format, Path folder) {
        return select(format, folder, "**")
                + " WHERE section = '%s' AND dt = '%s' AND hour = %d GROUP BY ALL"
                        .formatted(Day.SECTION, Day.DATE, Day.HOUR);
    }

    private static String ofTheDay(Format format, Path folder) {
        return select(format, folder, "**") + " WHERE dt = '%s' GROUP BY ALL".formatted(Day.DATE);
    }

    /** As {@code docs/reading-the-lake.md} says. */
    private static String select(Format format, Path folder, String folders) {
        var events = folder.resolve(format.name()).resolve(S3Process.LAKE).resolve("events");
        return switch (format) {
            case NDJSON ->
                "SELECT payload.membership_status, count(*) FROM read_json('" + events + "/" + folders
                        + "/*.gz', hive_partitioning = true)";
            case PARQUET ->
                "SELECT membership_status, count(*) FROM read_parquet('" + events + "/" + folders
                        + "/*.parquet', hive_partitioning = true)";
        };
    }
}
