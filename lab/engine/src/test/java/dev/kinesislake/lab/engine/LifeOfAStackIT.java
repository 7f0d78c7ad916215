package dev.kinesislake.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack from its first preview to its end, in this order. */
@WithPulumi
class LifeOfAStackIT {

    private static final Set<String> RESOURCES = Set.of(
            "events-stream",
            "events-producer",
            "consumer-role",
            "consumer-log",
            "consumer-function",
            "consumer-mapping");

    private final Path folder;

    @AutoClose
    private final Laptop laptop;

    private final Stack stack;

    LifeOfAStackIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        laptop = Laptop.in(folder);
        stack = laptop.stack("local");
    }

    @Test
    @Order(1)
    void aPreviewOnlyCreatesAndLeavesNothingBehind() throws Exception {
        var previewed = stack.preview().byName();

        assertThat(previewed).containsKeys(RESOURCES.toArray(String[]::new));
        assertThat(new HashSet<>(previewed.values())).isEqualTo(Set.of("create"));
        assertThat(laptop.aws().resources().existing()).isEmpty();
        assertThat(laptop.aws().s3().buckets().names()).isEmpty();
        assertThat(laptop.aws().account().streams().list()).isEmpty();
    }

    @Test
    @Order(2)
    void anUpMakesWhatThePreviewShowed() throws Exception {
        var previewed = stack.preview().byName();

        assertThat(stack.up().byName()).isEqualTo(previewed);
        assertThat(stack.state().resources()).hasSize(previewed.size());
        assertThat(stack.state().goneFrom(laptop.aws())).isEmpty();
    }

    @Test
    @Order(3)
    void eventsFlowIntoTheLake() throws Exception {
        var traffic = laptop.trafficTo(stack);
        traffic.awaitAcknowledged(300);
        var sent = traffic.stop();
        assertThat(laptop.lakeOf(stack).rows()).isEqualTo(sent);
    }

    @Test
    @Order(4)
    void anotherUpChangesNothing() throws Exception {
        assertThat(stack.up().byName()).isEqualTo(Map.of());
    }

    @Test
    @Order(5)
    void anUpFromACopyElsewhereChangesNothing() throws Exception {
        var elsewhere = ProjectCopy.of(laptop.project(), folder.resolve("elsewhere"));
        assertThat(laptop.stackIn(elsewhere, "local").up().byName()).isEqualTo(Map.of());
    }

    @Test
    @Order(6)
    void lakeSendFindsTheStackAndSendsTheSamples() throws Exception {
        var lake = laptop.lakeOf(stack);
        int before = lake.rows().size();

        laptop.type("sh", "-c", "./lake send --stack local samples/*.json").ok();

        assertThat(lake.rows()).hasSize(before + 3);
    }

    @Test
    @Order(7)
    void destroyLeavesNothing() throws Exception {
        stack.destroy();

        assertThat(laptop.aws().resources().existing()).isEmpty();
        assertThat(laptop.aws().s3().buckets().names()).isEmpty();
        assertThat(laptop.aws().account().streams().list()).isEmpty();
    }
}
