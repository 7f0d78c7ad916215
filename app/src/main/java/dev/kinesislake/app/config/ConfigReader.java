package dev.kinesislake.app.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;
import java.util.function.Predicate;

/**
 * Reads single values and remembers every problem instead of stopping at the first. A value with a problem reads as something
 * harmless, which nobody gets to see: {@link #finish} throws.
 */
final class ConfigReader {

    private static final int MAX_DAYS = 36_500;

    private final String namespace;
    private final Lookup lookup;
    private final Remedies remedies;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> read = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private final Set<String> wrong = new HashSet<>();

    ConfigReader(String namespace, Lookup lookup, Remedies remedies) {
        this.namespace = namespace;
        this.lookup = lookup;
        this.remedies = remedies;
    }

    int number(String name, int least, int most) {
        return number(name, least + " to " + most, n -> n >= least && n <= most, n -> n < least ? least : most);
    }

    /** A number out of a list in ascending order. */
    int oneOf(String name, List<Integer> allowed) {
        var last = allowed.get(allowed.size() - 1);
        return number(
                name,
                "one of "
                        + String.join(
                                ", ", allowed.stream().map(String::valueOf).toList()),
                n -> n <= Integer.MAX_VALUE && allowed.contains((int) n),
                n -> allowed.stream().filter(a -> a >= n).findFirst().orElse(last));
    }

    /** A number of days, or never, which is spelt 0. */
    OptionalInt days(String name, int least) {
        var days = number(
                name,
                "0 (never) or " + least + " to " + MAX_DAYS,
                n -> n == 0 || (n >= least && n <= MAX_DAYS),
                n -> n < least ? least : MAX_DAYS);
        return days == 0 ? OptionalInt.empty() : OptionalInt.of(days);
    }

    boolean flag(String name) {
        var value = value(name);
        if (value.isEmpty() || !value.get().matches("true|false")) {
            problem(
                    name,
                    value,
                    "true or false",
                    value.flatMap(ConfigReader::meantFlag)
                            .map(meant -> set(name, meant))
                            .orElseGet(() -> reset(name)));
        }
        return value.equals(Optional.of("true"));
    }

    /** One of a few words. */
    String word(String name, String allowed, List<String> words) {
        var value = value(name);
        if (value.isPresent() && words.contains(value.get())) {
            return value.get();
        }
        var meant = words.stream()
                .filter(word -> word.equalsIgnoreCase(value.orElse("").strip()))
                .findFirst();
        problem(name, value, allowed, meant.map(word -> set(name, word)).orElseGet(() -> reset(name)));
        return words.get(0);
    }

    /** A text that may be empty. */
    String textOrEmpty(String name, String allowed, Predicate<String> isAllowed) {
        var value = value(name);
        if (value.isPresent() && (value.get().isEmpty() || isAllowed.test(value.get()))) {
            return value.get();
        }
        problem(name, value, "empty, or " + allowed, reset(name));
        return "";
    }

    /** A text of the stack's own namespace, or of another one where the name has a colon; one that has no default. */
    String text(String name, String allowed, String example, Predicate<String> isAllowed) {
        var value = value(name);
        if (value.isPresent() && isAllowed.test(value.get())) {
            return value.get();
        }
        problem(name, value, allowed, set(name, example));
        return example;
    }

    Optional<String> value(String name) {
        read.add(full(name));
        return lookup.get(full(name));
    }

    /** Whether none of these has a problem of its own, so that it makes sense to look at them together. */
    boolean sound(String... names) {
        return List.of(names).stream().noneMatch(wrong::contains);
    }

    void problem(String name, Optional<String> value, String allowed, String remedy) {
        wrong.add(name);
        var is = value.map(v -> " is " + (v.isBlank() ? "blank" : v)).orElse(" is not set");
        problems.add(new Problem(full(name) + is + ", allowed is " + allowed, remedy));
    }

    void problem(String name, int value, String allowed, int instead) {
        problem(name, Optional.of(Integer.toString(value)), allowed, set(name, Integer.toString(instead)));
    }

    String set(String name, String value) {
        return remedies.set(full(name), quoted(value));
    }

    /** For a value that says nothing about what was meant. */
    String reset(String name) {
        return remedies.defaultOf(full(name)).map(value -> set(name, value)).orElseGet(() -> remove(name));
    }

    String remove(String name) {
        return remedies.remove(full(name));
    }

    /**
     * A key of an earlier version, which no stack may set any more.
     *
     * @param instead what holds now
     */
    void removed(String name, String instead) {
        removed.add(full(name));
        if (lookup.keys().contains(full(name))) {
            problems.add(new Problem(full(name) + " is no longer a key of this project: " + instead, remove(name)));
        }
    }

    /** Throws all problems there are, misspelt keys included. */
    void finish() {
        var own = namespace + ":";
        for (var key : new TreeSet<>(lookup.keys())) {
            if (key.startsWith(own) && !read.contains(key) && !removed.contains(key)) {
                problems.add(new Problem(key + " is not a key of this project" + meant(key), remedies.remove(key)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    /** What a misspelt key may have been meant to be, and the keys that there are. */
    private String meant(String key) {
        var own = namespace + ":";
        var names = read.stream()
                .filter(known -> known.startsWith(own))
                .map(known -> known.substring(own.length()))
                .sorted()
                .toList();
        return MisspeltKey.nearest(key.substring(own.length()), names)
                        .map(name -> ", did you mean " + own + name + "? The keys are ")
                        .orElse(", the keys are ")
                + String.join(", ", names) + " (docs/configuration.md)";
    }

    private int number(String name, String allowed, LongPredicate isAllowed, LongToIntFunction nearest) {
        var value = value(name);
        var number = value.flatMap(ConfigReader::number);
        if (number.isPresent() && isAllowed.test(number.get()) && isPlain(value.get())) {
            return number.get().intValue();
        }
        // Nobody who sets 0 or less wants the smallest number that AWS allows.
        var remedy = number.filter(n -> n > 0 || isAllowed.test(n))
                .map(n -> set(name, Integer.toString(isAllowed.test(n) ? n.intValue() : nearest.applyAsInt(n))))
                .orElseGet(() -> reset(name));
        problem(name, value, allowed, remedy);
        return 0;
    }

    /** The number, if need be without the separators and signs that people write. */
    private static Optional<Long> number(String text) {
        var digits = text.strip().replaceAll("(?<=[0-9])[,_' ](?=[0-9]{3})", "").replaceFirst("^[+]", "");
        return digits.matches("-?[0-9]{1,18}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }

    private static boolean isPlain(String text) {
        return text.matches("-?[0-9]+");
    }

    private static Optional<String> meantFlag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on", "1" -> Optional.of("true");
            case "false", "no", "n", "off", "0" -> Optional.of("false");
            default -> Optional.empty();
        };
    }

    /** For a shell. */
    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_.:/-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private String full(String name) {
        return name.matches("[a-z]+:.+") ? name : namespace + ":" + name;
    }
}
