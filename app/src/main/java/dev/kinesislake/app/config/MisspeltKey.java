package dev.kinesislake.app.config;

import static java.util.Comparator.comparingInt;

import java.util.List;
import java.util.Optional;

/** Finds the key that a misspelt one may have been meant to be. */
final class MisspeltKey {

    private MisspeltKey() {}

    /** The key with the fewest letters to insert or delete, whatever their case; empty if that is more than a third of them. */
    static Optional<String> nearest(String given, List<String> keys) {
        return keys.stream()
                .filter(key -> 3 * distance(given, key) <= given.length())
                .min(comparingInt(key -> distance(given, key)));
    }

    /** The letters that aren't in the longest common subsequence: a replaced letter counts twice. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int i = 0; i < a.length(); i++) {
            int diagonal = 0;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                boolean same = Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j - 1));
                row[j] = same ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return a.length() + b.length() - 2 * row[b.length()];
    }
}
