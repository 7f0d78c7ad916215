package dev.kinesislake.app.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    private static final int MOST_DAYS = 36_500;

    private final String namespace;
    private final Lookup lookup;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> read = new HashSet<>();
    private final Set<String> wrong = new HashSet<>();

    ConfigReader(String namespace, Lookup lookup) {
        this.namespace = namespace;
        this.lookup = lookup;
    }

    int number(String name, int least, int most) {
        return number(name, least + " to " + most, least, n -> n >= least && n <= most, n -> n < least ? least : most);
    }

    /** A number out of a list in ascending order. */
    int oneOf(String name, List<Integer> allowed) {
        var last = allowed.get(allowed.size() - 1);
        return number(
                name,
                "one of "
                        + String.join(
                                ", ", allowed.stream().map(String::valueOf).toList()),
                allowed.get(0),
                n -> n <= Integer.MAX_VALUE && allowed.contains((int) n),
                n -> allowed.stream().filter(a -> a >= n).findFirst().orElse(last));
    }

    /** A number of days, or never, which is spelt 0. */
    OptionalInt days(String name, int least) {
        var days = number(
                name,
                "0 (never) or " + least + " to " + MOST_DAYS,
                0,
                n -> n == 0 || (n >= least && n <= MOST_DAYS),
                n -> n < least ? least : MOST_DAYS);
        return days == 0 ? OptionalInt.empty() : OptionalInt.of(days);
    }

    boolean flag(String name) {
        return text(name, "true or false", "false", v -> v.matches("true|false"))
                .equals("true");
    }

    /** A text of the stack's own namespace, or of another one where the name has a colon. */
    String text(String name, String allowed, String example, Predicate<String> isAllowed) {
        var value = value(name);
        if (value.isPresent() && isAllowed.test(value.get())) {
            return value.get();
        }
        problem(name, value, allowed, command(name, example));
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

    void problem(String name, Optional<String> value, String allowed, String command) {
        wrong.add(name);
        var is = value.map(v -> " is " + (v.isBlank() ? "blank" : v)).orElse(" is not set");
        problems.add(new Problem(full(name) + is + ", allowed is " + allowed, command));
    }

    void problem(String name, int value, String allowed, int instead) {
        problem(name, Optional.of(Integer.toString(value)), allowed, command(name, Integer.toString(instead)));
    }

    String command(String name, String value) {
        return "pulumi config set " + full(name) + " " + value;
    }

    /** For an element of an array or an object, such as {@code sections[0]}. */
    String pathCommand(String path, String value) {
        return "pulumi config set --path '" + full(path) + "' " + value;
    }

    /** For taking an element out, such as {@code tags["aws:x"]}. */
    String removePathCommand(String path) {
        return "pulumi config rm --path '" + full(path) + "'";
    }

    /** Throws all problems there are, misspelt keys included. */
    void finish() {
        var own = namespace + ":";
        for (var key : new TreeSet<>(lookup.keys())) {
            if (key.startsWith(own) && !read.contains(key)) {
                problems.add(new Problem(
                        key + " is no key of this project, docs/configuration.md lists them",
                        "pulumi config rm " + key));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private int number(String name, String allowed, int example, LongPredicate isAllowed, LongToIntFunction nearest) {
        var value = value(name);
        if (value.isEmpty() || !value.get().matches("-?[0-9]{1,18}")) {
            problem(name, value, allowed, command(name, Integer.toString(example)));
            return example;
        }
        var number = Long.parseLong(value.get());
        if (!isAllowed.test(number)) {
            problem(name, value, allowed, command(name, Integer.toString(nearest.applyAsInt(number))));
            return example;
        }
        return (int) number;
    }

    private String full(String name) {
        return name.matches("[a-z]+:.+") ? name : namespace + ":" + name;
    }
}
