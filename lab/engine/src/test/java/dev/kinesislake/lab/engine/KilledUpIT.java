package dev.kinesislake.lab.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.automation.ConcurrentUpdateException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An up that is killed half way, Maven, program and all. */
@WithPulumi
class KilledUpIT {

    @Test
    void theNextUpFinishesTheJobOnceTheLockIsCancelled(@TempDir Path folder) throws Exception {
        try (var laptop = Laptop.in(folder)) {
            laptop.type("pulumi", "stack", "init", "local", "--no-select").ok();
            // Its tables' names are fixed: one that was just being made is in the way of the next up.
            laptop.type("pulumi", "config", "set", "--stack", "local", "kinesis-lake:catalogue", "false")
                    .ok();
            killAt(
                    "consumer-function creating",
                    laptop.start("pulumi", "up", "--yes", "--skip-preview", "-s", "local"));
            var stack = laptop.stack("local");
            assertThat(stack.state().resources())
                    .extracting(State.Entry::name)
                    .contains("events-stream", "lake-bucket");
            assertThat(laptop.aws().account().mappings()).isEmpty();

            assertThatThrownBy(stack::up).isInstanceOf(ConcurrentUpdateException.class);
            laptop.type("pulumi", "cancel", "--yes", "--stack", "local").ok();
            assertThat(stack.up().byName())
                    .containsEntry("consumer-mapping", "create")
                    .doesNotContainKeys("events-stream", "lake-bucket");

            assertThat(stack.state().goneFrom(laptop.aws())).isEmpty();
            assertThat(stack.up().byName()).isEqualTo(Map.of());
            var traffic = laptop.trafficTo(stack);
            traffic.awaitAcknowledged(100);
            var sent = traffic.stop();
            assertThat(laptop.lakeOf(stack).rows()).isEqualTo(sent);
        }
    }

    private static void killAt(String line, Process up) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(up.getInputStream(), UTF_8))) {
            var seen = new StringBuilder();
            for (var next = lines.readLine(); ; next = lines.readLine()) {
                if (next == null) {
                    throw new AssertionError("the up ended before " + line + ":\n" + seen);
                }
                seen.append(next).append('\n');
                if (next.contains(line)) {
                    var children = up.descendants().toList();
                    up.destroyForcibly();
                    children.forEach(ProcessHandle::destroyForcibly);
                    up.onExit().join();
                    children.forEach(child -> child.onExit().join());
                    return;
                }
            }
        }
    }
}
