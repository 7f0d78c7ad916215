package dev.kinesislake.redrive.cli;

import dev.kinesislake.redrive.failed.Blurred;
import dev.kinesislake.redrive.failed.FailedRow;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts failed rows by reason, day and detail. Of details, only so many of a reason are told apart. */
final class FailureGroups {

    static final int DETAILS = 20;
    private static final String OTHERS = "(others)";

    private final Map<Group, Long> counts = new TreeMap<>(
            Comparator.comparing(Group::reason).thenComparing(Group::day).thenComparing(Group::detail));
    private final Map<String, Set<String>> details = new HashMap<>();
    private long total;

    private record Group(String reason, LocalDate day, String detail) {}

    void add(FailedRow row) {
        total++;
        var blurred = Blurred.detail(row.reason(), row.detail());
        var known = details.computeIfAbsent(row.reason(), reason -> new HashSet<>());
        var detail = known.contains(blurred) || known.size() < DETAILS ? blurred : OTHERS;
        known.add(detail);
        var day = LocalDate.ofInstant(row.record().arrivalTime(), ZoneOffset.UTC);
        counts.merge(new Group(row.reason(), day, detail), 1L, Long::sum);
    }

    long total() {
        return total;
    }

    void print(PrintWriter out) {
        counts.forEach((group, rows) ->
                out.printf(Locale.ROOT, "  %-18s %s %,12d  %s%n", group.reason(), group.day(), rows, group.detail()));
    }
}
