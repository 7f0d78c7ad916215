package dev.kinesislake.local.chaos;

import dev.kinesislake.local.LocalAws;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A deployed stack that stories are played on.
 *
 * @param outputs the stack's outputs by name
 */
public record LiveStack(LocalAws aws, Map<String, String> outputs) {

    private static final String STREAM = "aws:kinesis/stream:Stream";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";

    String output(String name) {
        var value = outputs.get(name);
        if (value == null) {
            throw new IllegalStateException("the stack has no output " + name);
        }
        return value;
    }

    void scale(int shards) {
        change(STREAM, output("streamArn"), Map.of("shardCount", shards));
    }

    /** The function gets other settings, and with them other execution environments. */
    void updateFunction(int memoryMb) {
        change(FUNCTION, output("functionName"), Map.of("memorySize", memoryMb));
    }

    void changeMapping(Map<String, Object> properties) {
        change(MAPPING, output("eventSourceMappingId"), properties);
    }

    private void change(String type, String id, Map<String, Object> properties) {
        var resources = aws.resources();
        var made = Objects.requireNonNull(resources.read(type, "it", id), id);
        var inputs = new HashMap<>(made.inputs());
        inputs.putAll(properties);
        resources.update(type, "it", id, inputs);
    }
}
