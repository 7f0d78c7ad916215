package dev.kinesislake.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody deletes behind Pulumi's back: a refresh shows it, and the next up makes it again. */
@WithPulumi
class DriftIT {

    @AutoClose
    private final Laptop laptop;

    private final Stack stack;

    DriftIT(@TempDir Path folder) throws Exception {
        laptop = Laptop.in(folder);
        stack = laptop.up("local");
    }

    @Test
    void lifecycleRulesThatSomebodyDeletedAreMadeAgain() throws Exception {
        delete("lake-lifecycle");

        assertThat(stack.refresh().byName()).isEqualTo(Map.of("lake-lifecycle", "delete"));
        assertThat(stack.up().byName()).isEqualTo(Map.of("lake-lifecycle", "create"));
        assertThat(stack.state().goneFrom(laptop.aws())).isEmpty();
    }

    @Test
    void anEventSourceMappingThatSomebodyDeletedIsMadeAgain() throws Exception {
        delete("consumer-mapping");

        assertThat(stack.refresh().byName()).isEqualTo(Map.of("consumer-mapping", "delete"));
        assertThat(upBesideAlarms()).isEqualTo(Map.of("consumer-mapping", "create"));
        assertThat(laptop.aws().account().mappings())
                .containsOnlyKeys(stack.deployed().output("eventSourceMappingId"));
    }

    /** Its name is Pulumi's to give, so the new one has another, and the mapping follows. What was sent meanwhile has waited. */
    @Test
    @DisplayName("A deleted function is created again, and no event is lost or duplicated")
    void aDeletedFunction() throws Exception {
        delete("consumer-function");
        var traffic = laptop.trafficTo(stack);
        traffic.awaitAcknowledged(100);
        assertThat(stack.refresh().byName()).isEqualTo(Map.of("consumer-function", "delete"));
        assertThat(upBesideAlarms())
                .isEqualTo(Map.of(
                        "consumer-function", "create",
                        "consumer-mapping", "update [functionName]",
                        "eraser-policy", "update [policy]",
                        "sealing-function", "update [environment]"));

        var sent = traffic.stop();
        assertThat(laptop.lakeOf(stack).rows()).isEqualTo(sent);
    }

    /** What an up does, but for the alarms that name the function and the mapping, and follow them. */
    private Map<String, String> upBesideAlarms() throws Exception {
        var changes = stack.up().byName();
        changes.keySet().removeIf(name -> name.startsWith("alarms-"));
        return changes;
    }

    private void delete(String name) throws Exception {
        var resource = stack.state().named(name);
        laptop.aws().resources().delete(resource.type(), name, resource.id(), Map.of());
    }
}
