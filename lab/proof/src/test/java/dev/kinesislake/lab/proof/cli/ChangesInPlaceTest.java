package dev.kinesislake.lab.proof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.aws.resources.ResourceTable;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.proof.demo.Demo;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.lab.proof.events.GeneratedEvents;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack that is changed in place while events pour through it. */
class ChangesInPlaceTest {

    private static final String STREAM = "aws:kinesis/stream:Stream";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";

    @Test
    void eventsInFlightAreNeitherLostNorDoubled(@TempDir Path folder) throws Exception {
        var sections = new ObjectMapper().writeValueAsString(GeneratedEvents.SECTIONS);
        var shown = new StringWriter();
        try (var stack =
                LocalStack.deploy(folder.resolve("lake"), false, 0, Map.of("sections", sections), Faults.NONE)) {
            var changes = CompletableFuture.runAsync(() -> change(stack));

            var demo = new Demo(
                    stack, LocalStack.project().resolve("samples"), Set.copyOf(GeneratedEvents.SECTIONS), false);
            assertThat(demo.run(2_000, 20, new PrintWriter(shown)))
                    .as(shown.toString())
                    .isTrue();

            changes.join();
            assertThat(stack.aws().account().streams().list().get(0).shards())
                    .filteredOn(shard -> !shard.isClosed())
                    .hasSize(3);
            assertThat(stack.aws().account().mappings().values())
                    .allMatch(mapping -> mapping.spec().batching().size() == 700);
        }
    }

    private static void change(DeployedStack stack) {
        var resources = stack.aws().resources();
        change(resources, STREAM, stack.output("streamArn"), "shardCount", 3);
        change(resources, MAPPING, stack.output("eventSourceMappingId"), "maximumBatchingWindowInSeconds", 2);
        change(resources, FUNCTION, stack.output("functionName"), "memorySize", 600);
        change(resources, STREAM, stack.output("streamArn"), "shardCount", 5);
        change(resources, MAPPING, stack.output("eventSourceMappingId"), "batchSize", 700);
        change(resources, STREAM, stack.output("streamArn"), "shardCount", 3);
    }

    private static void change(ResourceTable resources, String type, String id, String property, Object value) {
        var made = Objects.requireNonNull(resources.read(type, "it", id));
        var inputs = new HashMap<>(made.inputs());
        inputs.put(property, value);
        resources.update(type, "it", id, inputs);
    }
}
