package dev.kinesislake.lab.aws.resources;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From what the program declares of a database or a table to what Glue's API calls DatabaseInput and TableInput. */
final class GlueInput {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Members whose own names are a person's. */
    private static final Set<String> MAPS = Set.of("parameters");

    /** Members of the request, not of the input. */
    private static final Set<String> ELSEWHERE =
            Set.of("name", "databaseName", "catalogId", "tags", "partitionIndices", "openTableFormatInput");

    private static final Map<String, String> NAMES = Map.of("serDeInfo", "SerdeInfo");

    private GlueInput() {}

    static ObjectNode of(Inputs inputs, String name) {
        var members = new TreeMap<>(inputs.all());
        members.keySet().removeAll(ELSEWHERE);
        return JSON.<ObjectNode>valueToTree(converted(members)).put("Name", name);
    }

    private static @Nullable Object converted(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(GlueInput::converted).collect(Collectors.toList());
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        var members = new TreeMap<String, @Nullable Object>();
        map.forEach((key, member) -> {
            var name = String.valueOf(key);
            var spelled = NAMES.getOrDefault(name, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
            members.put(spelled, MAPS.contains(name) ? member : converted(member));
        });
        return members;
    }
}
