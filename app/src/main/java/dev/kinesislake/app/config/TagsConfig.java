package dev.kinesislake.app.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A stack's own tags, by the rules of "Tag naming limits and requirements" (Tagging AWS Resources User Guide). */
final class TagsConfig {

    private static final String KEY = "tags";

    /** The tags that every stack gives its resources anyway. */
    private static final Set<String> TAKEN = Set.of("project", "stack");

    private static final int MAX_TAGS = 50 - TAKEN.size();
    private static final String CHARACTERS = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
    private static final String NAME = CHARACTERS + "{1,128}";
    private static final String VALUE = CHARACTERS + "{0,256}";

    private TagsConfig() {}

    static Map<String, String> read(ConfigReader reader) {
        var value = reader.value(KEY);
        var tags = value.flatMap(Json::stringsByName);
        if (tags.isEmpty()) {
            reader.problem(
                    KEY,
                    value,
                    "an object whose values are texts or numbers",
                    reader.set(KEY, "{\"owner\":\"data-team\"}"));
            return Map.of();
        }
        if (tags.get().size() > MAX_TAGS) {
            var size = Optional.of(tags.get().size() + " tags");
            reader.problem(KEY, size, "at most " + MAX_TAGS, reader.remove(KEY));
        }
        var valid = new TreeMap<>(tags.get());
        valid.entrySet()
                .removeIf(tag -> !isName(tag.getKey()) || !tag.getValue().matches(VALUE));
        tags.get().forEach((name, text) -> check(name, text, reader, reader.set(KEY, Json.of(valid))));
        return Map.copyOf(tags.get());
    }

    private static void check(String name, String text, ConfigReader reader, String remedy) {
        var path = KEY + "[\"" + name + "\"]";
        if (!isName(name)) {
            var allowed = "a name of 1 to 128 letters, digits, spaces and _.:/=+-@ that is not project or stack and"
                    + " does not begin with aws:";
            reader.problem(path, Optional.of(text), allowed, remedy);
        } else if (!text.matches(VALUE)) {
            reader.problem(path, Optional.of(text), "0 to 256 letters, digits, spaces and _.:/=+-@", remedy);
        }
    }

    private static boolean isName(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return !TAKEN.contains(lower) && !lower.startsWith("aws:") && name.matches(NAME);
    }
}
