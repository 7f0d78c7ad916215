package dev.kinesislake.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares a fresh table with the committed one, line by line. */
final class Check {

    /** What two runs may differ by for reasons that their rounds don't show: other memory addresses, another order of compilation. */
    private static final double MIN_TOLERANCE = 0.05;

    /** A handler that is 20 % slower has to be seen: what is less certain than this can't tell. */
    private static final double MAX_TOLERANCE = 0.15;

    private Check() {}

    /** Sentences on what got worse, or on what can't be told; empty where nothing did. */
    static List<String> complaints(Results committed, Results fresh) {
        var complaints = new ArrayList<String>();
        boolean sameMachine = fresh.machine().isLike(committed.machine());
        for (var line : fresh.lines()) {
            if (!sameMachine && !line.isPortable()) {
                continue;
            }
            committed.lines().stream()
                    .filter(other ->
                            other.part().equals(line.part()) && other.what().equals(line.what()))
                    .findFirst()
                    .ifPresent(other -> compare(other, line, complaints));
        }
        return complaints;
    }

    private static void compare(Line committed, Line fresh, List<String> complaints) {
        double tolerance = Math.max(
                MIN_TOLERANCE,
                Math.hypot(committed.sample().uncertainty(), fresh.sample().uncertainty()));
        double worse = fresh.worseThan(committed);
        if (worse > tolerance) {
            complaints.add(
                    describe(fresh, committed) + ": worse by " + percent(worse) + ", allowed is " + percent(tolerance));
        } else if (tolerance > MAX_TOLERANCE && fresh.compared() != Line.Compared.NO) {
            complaints.add(describe(fresh, committed) + ": can't be told, the rounds differ by " + percent(tolerance)
                    + ": run it on a quieter machine");
        }
    }

    private static String describe(Line fresh, Line committed) {
        return fresh.part() + ", " + fresh.what() + ": "
                + Table.number(fresh.sample().median()) + " instead of "
                + Table.number(committed.sample().median());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
