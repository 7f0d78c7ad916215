package dev.kinesislake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are changed one after the other while events pour through the stack. */
@WithPulumi
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChangedSettingsIT {

    private final Laptop laptop;
    private final Stack stack;
    private @Nullable Traffic traffic;

    ChangedSettingsIT(@TempDir Path folder) throws Exception {
        laptop = Laptop.in(folder);
        stack = laptop.stack("local");
    }

    @BeforeAll
    void deploy() throws Exception {
        stack.up();
        traffic = Traffic.to(stack.outputs(), laptop.aws());
    }

    @AfterAll
    void shutDown() {
        if (traffic != null) {
            traffic.close();
        }
        laptop.close();
    }

    @Test
    @Order(1)
    void anotherDayOfALifecycleRuleChangesTheRuleInPlace() throws Exception {
        stack.configure("lakeExpireDays", 365);
        assertThat(stack.up().byName()).isEqualTo(Map.of("lake-lifecycle", "update [rules]"));
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
    void noEventWasLostOrDoubledMeanwhile() throws Exception {
        var sent = Objects.requireNonNull(traffic).stop();
        assertThat(new Lake(stack.outputs(), laptop.aws()).rows()).isEqualTo(Lake.rowsOf(sent));
    }
}
