package dev.kinesislake.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are changed one after the other while events pour through the stack. */
@WithPulumi
class ChangedSettingsIT {

    @AutoClose
    private final Laptop laptop;

    private final Stack stack;
    private final Traffic traffic;

    ChangedSettingsIT(@TempDir Path folder) throws Exception {
        laptop = Laptop.in(folder);
        stack = laptop.up("local");
        traffic = laptop.trafficTo(stack);
    }

    @Test
    @Order(1)
    void anotherDayOfALifecycleRuleChangesTheRuleInPlace() throws Exception {
        stack.configure("lakeExpireDays", 365);
        assertThat(stack.up().byName())
                .isEqualTo(Map.of("lake-lifecycle", "update [rules]", "sealing-function", "update [environment]"));
    }

    @Test
    @Order(2)
    void anotherWindowChangesTheMappingInPlace() throws Exception {
        stack.configure("windowSeconds", 2);
        assertThat(stack.up().byName())
                .isEqualTo(Map.of("consumer-mapping", "update [maximumBatchingWindowInSeconds]"));
    }

    @Test
    @Order(3)
    void anotherNumberOfShardsChangesTheStreamInPlace() throws Exception {
        stack.configure("shardCount", 3);
        assertThat(stack.up().byName()).isEqualTo(Map.of("events-stream", "update [shardCount]"));
    }

    @Test
    @Order(4)
    void anotherTagChangesWhatHasTagsInPlace() throws Exception {
        stack.configure("tags", "{\"team\": \"shop\"}");
        var changes = stack.up().byName();

        assertThat(changes).containsKeys("events-stream", "lake-bucket", "failed-bucket", "consumer-function");
        assertThat(changes)
                .isEqualTo(stack.state().resources().stream()
                        .filter(State.Entry::tagged)
                        .collect(Collectors.toMap(State.Entry::name, tagged -> "update [tags]")));
    }

    @Test
    @Order(5)
    @DisplayName("Without a catalogue, its resources alone are deleted")
    void withoutCatalogue() throws Exception {
        stack.configure("catalogue", "false");
        var changes = stack.up().byName();

        assertThat(changes).containsKeys("kinesis_lake", "catalogue-events", "catalogue-workgroup");
        assertThat(changes.keySet())
                .allMatch(name -> name.matches("kinesis_lake|catalogue.*|sealing.*|alarms-seal.*|eraser-policy"));
        // Who erases needs nothing of the table any more.
        assertThat(changes).containsEntry("eraser-policy", "update [policy]");
        assertThat(changes.entrySet())
                .filteredOn(change -> !change.getKey().equals("eraser-policy"))
                .allMatch(change -> change.getValue().equals("delete"));
    }

    @Test
    @Order(6)
    void noEventWasLostOrDoubledMeanwhile() throws Exception {
        var sent = traffic.stop();
        assertThat(laptop.lakeOf(stack).rows()).isEqualTo(sent);
    }
}
