package dev.kinesislake.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.config.PersonalConfig;
import dev.kinesislake.function.config.Treatment;
import dev.kinesislake.function.personal.PersonalPaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a stack keeps of people: the keys {@code personal}, {@code unknownMembers} and {@code failedData}. */
final class PersonalSettings {

    private static final String PERSONAL = "personal";
    private static final List<String> KEEP_OR_DROP = List.of("keep", "drop");

    private PersonalSettings() {}

    /** @param sections which share the function's environment with the paths */
    static PersonalConfig read(ConfigReader reader, Set<String> sections) {
        return new PersonalConfig(
                members(reader, sections), drops(reader, "unknownMembers"), drops(reader, "failedData"), "");
    }

    private static boolean drops(ConfigReader reader, String name) {
        return reader.word(name, "keep or drop", KEEP_OR_DROP).equals("drop");
    }

    private static Map<String, Treatment> members(ConfigReader reader, Set<String> sections) {
        var value = reader.value(PERSONAL);
        var words = value.flatMap(Json::stringsByName);
        if (words.isEmpty()) {
            reader.problem(
                    PERSONAL,
                    value,
                    "an object whose values are " + String.join(", ", Treatment.labels()),
                    reader.set(PERSONAL, "{\"payload.email_id\":\"hash\"}"));
            return Map.of();
        }
        var members = new LinkedHashMap<String, Treatment>();
        new TreeMap<>(words.get()).forEach((path, word) -> Treatment.of(word)
                .ifPresentOrElse(
                        treatment -> members.put(path, treatment),
                        () -> reader.problem(
                                at(path),
                                Optional.of(word),
                                "one of " + String.join(", ", Treatment.labels()),
                                reader.set(PERSONAL, Json.of(with(path, meant(word), words.get()))))));
        for (var member : members.entrySet()) {
            PersonalPaths.problem(member.getKey(), members)
                    .ifPresent(allowed -> reader.problem(
                            at(member.getKey()),
                            Optional.of(member.getValue().label()),
                            allowed,
                            reader.set(PERSONAL, Json.of(without(member.getKey(), words.get())))));
        }
        checkSize(reader, words.get(), sections);
        return members;
    }

    /** Nobody who names a member wants it kept. */
    private static String meant(String word) {
        return Treatment.of(word.strip().toLowerCase(Locale.ROOT))
                .orElse(Treatment.DROP)
                .label();
    }

    private static Map<String, String> with(String path, String word, Map<String, String> words) {
        var others = new TreeMap<>(words);
        others.put(path, word);
        return others;
    }

    private static String at(String path) {
        return PERSONAL + "[\"" + path + "\"]";
    }

    private static Map<String, String> without(String path, Map<String, String> words) {
        var others = new TreeMap<>(words);
        others.remove(path);
        return others;
    }

    private static void checkSize(ConfigReader reader, Map<String, String> words, Set<String> sections) {
        int size = Json.of(words).getBytes(UTF_8).length
                + Json.of(List.copyOf(sections)).getBytes(UTF_8).length;
        if (!words.isEmpty() && size > Sections.MAX_TOTAL_BYTES) {
            reader.problem(
                    PERSONAL,
                    Optional.of(size + " bytes of JSON, with the sections"),
                    "at most " + Sections.MAX_TOTAL_BYTES + " bytes, for the function's environment has to hold them",
                    reader.remove(PERSONAL));
        }
    }

    /** What may not be meant as it is configured. */
    static List<String> warnings(PersonalConfig personal, FailedConfig failed, LakeConfig lake) {
        var warnings = new ArrayList<String>();
        personal.members().keySet().stream()
                .filter(path -> !PersonalPaths.isKnown(path))
                .forEach(path -> warnings.add(
                        "no type of the event knows " + path + " (kinesis-lake:personal): it's treated in events that"
                                + " have it, and names are compared with case"));
        boolean restricts = !personal.keepsEvents();
        if (restricts && !personal.dropsFailedData()) {
            warnings.add("failed rows keep what valid events don't (kinesis-lake:failedData is keep)"
                    + (failed.expireDays().isPresent()
                            ? " for " + failed.expireDays().getAsInt() + " days"
                            : " for ever (kinesis-lake:failedExpireDays is 0)"));
        }
        if (lake.expireDays().isPresent()
                && failed.expireDays().orElse(Integer.MAX_VALUE)
                        > lake.expireDays().getAsInt()) {
            warnings.add("failed rows are kept longer than the lake's rows (kinesis-lake:failedExpireDays is "
                    + failed.expireDays().orElse(0) + ", kinesis-lake:lakeExpireDays is "
                    + lake.expireDays().getAsInt() + ")");
        }
        return warnings;
    }
}
