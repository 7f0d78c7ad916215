package dev.kinesislake.function.personal;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON path of what is wrong with a record, without the names that the record has made up: they may name somebody. */
public final class KnownPath {

    private static final String UNKNOWN = ".*";
    private static final Pattern STEP =
            Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)|\\[('(?:[^'\\\\]|\\\\.)*')]|\\[\\d+]");

    private KnownPath() {}

    /** The path with a star for each name that no type of the event knows. */
    public static String of(String path) {
        var known = new StringBuilder("$");
        @Nullable KnownMember member = KnownMember.event();
        var steps = STEP.matcher(path);
        int at = 1;
        while (at < path.length() && steps.region(at, path.length()).lookingAt()) {
            if (steps.group(1) == null && steps.group(2) == null) {
                known.append(steps.group());
            } else {
                member = member == null || steps.group(1) == null
                        ? null
                        : member.members().get(steps.group(1));
                known.append(member == null ? UNKNOWN : steps.group());
            }
            at = steps.end();
        }
        return known.toString();
    }
}
