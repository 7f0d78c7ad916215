package dev.kinesislake.cli.redrive;

import dev.kinesislake.redrive.failed.Blurred;
import dev.kinesislake.redrive.failed.FailedRow;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
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

    private final Map<Group, EnumMap<Redriven, Long>> counts = new TreeMap<>(
            Comparator.comparing(Group::reason).thenComparing(Group::day).thenComparing(Group::detail));
    private final Map<String, Set<String>> details = new HashMap<>();
    private final EnumMap<Redriven, Long> totals = new EnumMap<>(Redriven.class);

    private record Group(String reason, LocalDate day, String detail) {}

    void add(FailedRow row, Redriven redriven) {
        totals.merge(redriven, 1L, Long::sum);
        var blurred = Blurred.detail(row.reason(), row.detail());
        var known = details.computeIfAbsent(row.reason(), reason -> new HashSet<>());
        var detail = known.contains(blurred) || known.size() < DETAILS ? blurred : OTHERS;
        known.add(detail);
        var day = LocalDate.ofInstant(row.record().arrivalTime(), ZoneOffset.UTC);
        counts.computeIfAbsent(new Group(row.reason(), day, detail), group -> new EnumMap<>(Redriven.class))
                .merge(redriven, 1L, Long::sum);
    }

    void print(PrintWriter out) {
        long perhaps = number(totals, Redriven.PERHAPS);
        out.printf(Locale.ROOT, "%,d failed rows, %,d of them redriven", sum(totals), number(totals, Redriven.YES));
        out.println(perhaps == 0 ? "" : String.format(Locale.ROOT, ", %,d perhaps (redrive check)", perhaps));
        counts.forEach((group, rows) -> out.printf(
                Locale.ROOT,
                "  %-18s %s %,12d  %s%s%n",
                group.reason(),
                group.day(),
                sum(rows),
                group.detail(),
                redriven(rows)));
    }

    private static String redriven(EnumMap<Redriven, Long> rows) {
        long yes = number(rows, Redriven.YES);
        long perhaps = number(rows, Redriven.PERHAPS);
        return (yes == 0 ? "" : String.format(Locale.ROOT, " (%,d redriven)", yes))
                + (perhaps == 0 ? "" : String.format(Locale.ROOT, " (%,d perhaps redriven)", perhaps));
    }

    private static long number(EnumMap<Redriven, Long> rows, Redriven redriven) {
        return rows.getOrDefault(redriven, 0L);
    }

    private static long sum(EnumMap<Redriven, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
