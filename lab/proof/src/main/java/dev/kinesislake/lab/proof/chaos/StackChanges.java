package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.proof.deploy.DeployedStack;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Changes in place to a deployed stack, as an up makes them. */
record StackChanges(DeployedStack stack) {

    private static final String STREAM = "aws:kinesis/stream:Stream";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";

    void scale(int shards) {
        change(STREAM, stack.output("streamArn"), Map.of("shardCount", shards));
    }

    /** The function gets other settings, and with them other execution environments. */
    void updateFunction(int memoryMb) {
        change(FUNCTION, stack.output("functionName"), Map.of("memorySize", memoryMb));
    }

    void changeMapping(Map<String, Object> properties) {
        change(MAPPING, stack.output("eventSourceMappingId"), properties);
    }

    private void change(String type, String id, Map<String, Object> properties) {
        var resources = stack.aws().resources();
        var made = Objects.requireNonNull(resources.read(type, "it", id), id);
        var inputs = new HashMap<>(made.inputs());
        inputs.putAll(properties);
        resources.update(type, "it", id, inputs);
    }
}
