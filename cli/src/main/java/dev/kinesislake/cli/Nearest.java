package dev.kinesislake.cli;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds what a misspelt name may have been meant to be. */
public final class Nearest {

    private static final int MIN_BEGINNING = 3;

    private Nearest() {}

    /**
     * The name with the fewest letters to change, if that is a third of them or at most two. Otherwise the shortest name that begins
     * with what was given; empty if none does.
     */
    public static Optional<String> to(String given, Collection<String> names) {
        int max = Math.max(2, given.length() / 3);
        return names.stream()
                .filter(name -> distance(given, name) <= max)
                .min(comparingInt(name -> distance(given, name)))
                .or(() -> names.stream()
                        .filter(name -> given.length() >= MIN_BEGINNING && name.startsWith(given))
                        .min(comparingInt(String::length)));
    }

    /**
     * Says that a name doesn't exist, what it may have been meant to be, and which ones there are.
     *
     * @param kind what the name names, such as {@code option}
     */
    public static String unknown(String kind, String given, Collection<String> names) {
        return "there is no " + kind + " " + given
                + to(given, names)
                        .map(near -> ", did you mean " + near + "? There are ")
                        .orElse(", there are ")
                + list(List.copyOf(names));
    }

    private static String list(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** Levenshtein's distance: letters to insert, to delete or to replace. */
    private static int distance(String from, String to) {
        var row = new int[to.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int i = 0; i < from.length(); i++) {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (from.charAt(i) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column - 1], row[column]));
            }
        }
        return row[to.length()];
    }
}
