package dev.kinesislake.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.EventDecoder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sections that a stack lets into its lake, by the rules that the function has for any section. */
final class Sections {

    private static final String KEY = "sections";

    // Lambda Developer Guide, "Lambda quotas": 4 KB for all environment variables; the others need less than 1 KB.
    static final int MAX_TOTAL_BYTES = 3072;

    private Sections() {}

    static Set<String> read(ConfigReader reader) {
        var value = reader.value(KEY);
        var sections = value.flatMap(Json::strings);
        if (sections.isEmpty()) {
            reader.problem(KEY, value, "an array of section names, or [] for all", reader.set(KEY, "[]"));
            return Set.of();
        }
        check(sections.get(), reader);
        return Set.copyOf(sections.get());
    }

    private static void check(List<String> sections, ConfigReader reader) {
        var valid = reader.set(
                KEY, Json.of(sections.stream().filter(EventDecoder::isSection).toList()));
        for (int i = 0; i < sections.size(); i++) {
            var section = sections.get(i);
            if (!EventDecoder.isSection(section)) {
                var path = KEY + "[" + i + "]";
                var allowed =
                        "a name that is not blank, has no control characters, is not __HIVE_DEFAULT_PARTITION__ and has at most "
                                + EventDecoder.MAX_SECTION_BYTES + " UTF-8 bytes";
                reader.problem(path, Optional.of(printable(section)), allowed, valid);
            }
        }
        var size = Json.of(sections).getBytes(UTF_8).length;
        if (size > MAX_TOTAL_BYTES) {
            var allowed = "at most " + MAX_TOTAL_BYTES + " bytes, for the function's environment has to hold them";
            reader.problem(KEY, Optional.of(size + " bytes of JSON"), allowed, reader.set(KEY, "[]"));
        }
    }

    private static String printable(String section) {
        return Json.of(section);
    }
}
