package dev.kinesislake.app.config;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON in which Pulumi hands over arrays and objects. */
final class Json {

    private static final Moshi MOSHI = new Moshi.Builder().build();
    private static final JsonAdapter<List<String>> STRINGS =
            MOSHI.adapter(Types.newParameterizedType(List.class, String.class));
    private static final JsonAdapter<Map<String, String>> STRINGS_BY_NAME =
            MOSHI.adapter(Types.newParameterizedType(Map.class, String.class, String.class));
    private static final JsonAdapter<Object> ANYTHING = MOSHI.adapter(Object.class);

    private Json() {}

    /** An array of strings; empty where it is anything else. */
    static Optional<List<String>> strings(String json) {
        return parse(STRINGS, json).filter(list -> list.stream().noneMatch(element -> element == null));
    }

    /** An object whose members are strings; empty where it is anything else. */
    static Optional<Map<String, String>> stringsByName(String json) {
        return parse(STRINGS_BY_NAME, json).filter(map -> map.values().stream().noneMatch(value -> value == null));
    }

    static String of(Object value) {
        return ANYTHING.toJson(value);
    }

    private static <T> Optional<T> parse(JsonAdapter<T> adapter, String json) {
        try {
            return Optional.ofNullable(adapter.fromJson(json));
        } catch (IOException | RuntimeException notOfThatShape) {
            return Optional.empty();
        }
    }
}
