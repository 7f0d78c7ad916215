package dev.kinesislake.producer.cli;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Optional;

/** Finds what a misspelt name may have been meant to be. */
final class Nearest {

    private Nearest() {}

    /** The name with the fewest letters to change; empty if it would be more than a third of them, and more than two. */
    static Optional<String> to(String given, Collection<String> names) {
        int most = Math.max(2, given.length() / 3);
        return names.stream()
                .filter(name -> distance(given, name) <= most)
                .min(comparingInt(name -> distance(given, name)));
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
