package dev.kinesislake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SnapStart that is switched on and off again on a protected stack, while events pour through it. */
@WithPulumi
class SnapStartIT {

    @AutoClose
    private final Laptop laptop;

    private final Stack stack;
    private final Traffic traffic;
    private final String mapping;

    SnapStartIT(@TempDir Path folder) throws Exception {
        laptop = Laptop.in(folder);
        stack = laptop.up("local", Map.of("deletable", false, "protect", true));
        mapping = stack.deployed().output("eventSourceMappingId");
        traffic = laptop.trafficTo(stack);
    }

    @Test
    @Order(1)
    void switchedOnItPublishesAVersionAndTakesTheMappingToItInPlace() throws Exception {
        stack.configure("snapStart", true);
        var expected = Map.of(
                "consumer-function", "update [publish, snapStart]",
                "consumer-live", "create",
                "consumer-mapping", "update [functionName]");

        assertThat(stack.preview().byName()).isEqualTo(expected);
        assertThat(stack.up().byName()).isEqualTo(expected);

        assertThat(stack.deployed().output("eventSourceMappingId")).isEqualTo(mapping);
        assertThat(stack.deployed().output("consumerArn")).endsWith(":live");
        assertThat(version()).isEqualTo("1");
        assertThat(stack.up().byName()).isEmpty();
        awaitMore();
    }

    @Test
    @Order(2)
    void aChangedFunctionIsAnotherVersionThatTheAliasMovesTo() throws Exception {
        stack.configure("memoryMb", 640);

        assertThat(stack.up().byName())
                .isEqualTo(Map.of(
                        "consumer-function", "update [memorySize]",
                        "consumer-live", "update [functionVersion]"));

        assertThat(version()).isEqualTo("2");
        awaitMore();
    }

    /** The mapping is protected, and so is what it depends on. */
    @Test
    @Order(3)
    void aRefusedDestroyLeavesTheAliasWithTheMapping() throws Exception {
        var filling = stack.state().existing(resource -> resource.type().startsWith("aws:lambda/"));

        assertThatThrownBy(stack::destroy).hasMessageContaining("cannot be deleted");

        assertThat(filling).hasSize(3);
        assertThat(laptop.aws().resources().existing()).containsAll(filling);
        assertThat(stack.up().byName()).doesNotContainKeys("consumer-function", "consumer-live", "consumer-mapping");
    }

    @Test
    @Order(4)
    void switchedOffTheMappingInvokesTheFunctionAgain() throws Exception {
        stack.configure("snapStart", false);

        assertThat(stack.up().byName())
                .isEqualTo(Map.of(
                        "consumer-function", "update [publish, snapStart]",
                        "consumer-live", "delete",
                        "consumer-mapping", "update [functionName]"));

        assertThat(stack.deployed().output("eventSourceMappingId")).isEqualTo(mapping);
        assertThat(stack.deployed().mapping().spec().functionArn())
                .isEqualTo(stack.deployed().output("consumerArn"))
                .endsWith(stack.deployed().output("functionName"));
        awaitMore();
    }

    @Test
    @Order(5)
    void noEventWasLostOrDoubledMeanwhile() throws Exception {
        var sent = traffic.stop();
        assertThat(laptop.lakeOf(stack).rows()).isEqualTo(sent);
    }

    /** What the mapping invokes now. */
    private String version() throws Exception {
        var arn = stack.deployed().mapping().spec().functionArn();
        assertThat(arn).isEqualTo(stack.deployed().output("consumerArn"));
        return Objects.requireNonNull(laptop.aws().account().aliasesByArn().get(arn))
                .replaceFirst(".*:", "");
    }

    /** Lets events pass before the next change. */
    private void awaitMore() throws InterruptedException {
        traffic.awaitAcknowledged(traffic.acknowledged() + 100);
    }
}
