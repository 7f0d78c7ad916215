package dev.kinesislake.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stack {@code prod}, which nobody loses by mistake. */
@WithPulumi
class ProtectedStackIT {

    @AutoClose
    private final Laptop laptop;

    private final Stack stack;

    ProtectedStackIT(@TempDir Path folder) throws Exception {
        laptop = Laptop.in(folder);
        stack = laptop.up("prod");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events-stream", "lake-bucket", "failed-bucket"})
    @Order(1)
    void whatHoldsEventsIsNotReplaced(String name) throws Exception {
        var urn = stack.state().named(name).urn();

        assertThatThrownBy(() -> stack.previewReplacing(urn))
                .hasMessageContaining("unable to replace resource \"" + urn + "\"")
                .hasMessageContaining("remove the `protect` flag");
    }

    @Test
    @Order(2)
    void destroyIsRefusedAndDeletesNothing() throws Exception {
        var before = laptop.aws().resources().existing();

        var typed = laptop.type("pulumi", "destroy", "--yes", "--stack", "prod");

        assertThat(typed.exitCode()).isNotZero();
        assertThat(typed.output()).contains("cannot be deleted", "pulumi state unprotect");
        assertThat(laptop.aws().resources().existing()).isEqualTo(before);
    }

    /** The Automation API destroys without a preview, so it finds out half way. */
    @Test
    @Order(3)
    void destroyWithoutAPreviewLeavesTheLakeFilling() throws Exception {
        // What seals and erases goes, and comes back with the next up.
        var filling = stack.state()
                .existing(resource -> resource.type().matches("aws:(kinesis|lambda|s3|iam)/.*")
                        && !resource.name().matches("(sealing|eraser)-.*"));

        assertThatThrownBy(stack::destroy).hasMessageContaining("cannot be deleted");

        assertThat(laptop.aws().resources().existing()).containsAll(filling);
        assertThat(stack.up().byName()).doesNotContainKeys("events-stream", "consumer-function", "consumer-mapping");
    }

    @Test
    @Order(4)
    void onceUnprotectedItIsForgottenButStreamAndBucketsStay() throws Exception {
        // Code is no data.
        var kept = stack.state()
                .existing(resource -> resource.type().matches("aws:(kinesis|s3)/.*")
                        && !resource.type().contains("bucketObject"));

        laptop.type("pulumi", "state", "unprotect", "--all", "--yes", "--stack", "prod")
                .ok();
        stack.destroy();

        assertThat(laptop.aws().resources().existing()).isEqualTo(kept);
        assertThat(stack.state().resources()).isEmpty();
    }
}
