package dev.kinesislake.function.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where members of an event are: names from the outermost inwards, such as {@code payload.email_id}. An array on the way needs no
 * notation: {@code payload.menuitem.value} is the member of each element, whether there is an array or a single object. Names are exact,
 * with case.
 *
 * @param names at least one
 */
public record MemberPath(List<String> names) {

    /** How a path is spelt, for messages. */
    public static final String NOTATION =
            "names joined by dots, such as payload.email_id or payload.menuitem.value (of each element), or payload['a.b'] for a name with a dot";

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]'\"*?@()\\s]+)|\\['([^']+)']");

    public MemberPath {
        names = List.copyOf(names);
    }

    /** Reads a path; empty where it is none. */
    public static Optional<MemberPath> parse(String path) {
        var steps = path.startsWith("[") ? path : "." + path;
        var names = new ArrayList<String>();
        var matcher = STEP.matcher(steps);
        int at = 0;
        while (at < steps.length() && matcher.region(at, steps.length()).lookingAt()) {
            names.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            at = matcher.end();
        }
        return names.isEmpty() || at < steps.length() ? Optional.empty() : Optional.of(new MemberPath(names));
    }

    /** Whether this is the other path or leads further. */
    boolean isBelowOrSame(MemberPath other) {
        return names.size() >= other.names.size()
                && names.subList(0, other.names.size()).equals(other.names);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        var path = new StringBuilder();
        for (var name : names) {
            if (STEP.matcher("." + name).matches()) {
                path.append(path.isEmpty() ? "" : ".").append(name);
            } else {
                path.append("['").append(name).append("']");
            }
        }
        return path.toString();
    }
}
