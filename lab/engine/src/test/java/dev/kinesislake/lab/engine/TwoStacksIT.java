package dev.kinesislake.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stacks in one account don't touch each other. */
@WithPulumi
class TwoStacksIT {

    @AutoClose
    private final Laptop laptop;

    private final Stack local;
    private final Stack dev;

    TwoStacksIT(@TempDir Path folder) throws Exception {
        laptop = Laptop.in(folder);
        local = laptop.up("local");
        dev = laptop.up("dev");
    }

    @Test
    @Order(1)
    void eachHasTheEventsOfItsOwnStream() throws Exception {
        var toLocal = laptop.trafficTo(local);
        var toDev = laptop.trafficTo(dev);
        toLocal.awaitAcknowledged(100);
        toDev.awaitAcknowledged(100);
        var sentToLocal = toLocal.stop();
        var sentToDev = toDev.stop();

        assertThat(laptop.lakeOf(local).rows()).isEqualTo(sentToLocal);
        assertThat(laptop.lakeOf(dev).rows()).isEqualTo(sentToDev);
    }

    @Test
    @Order(2)
    @DisplayName("Destroying one stack removes all of it, events included, and nothing of the other")
    void destroy() throws Exception {
        var ofLocal = local.state().existing(any -> true);
        var lake = laptop.lakeOf(local);
        var rows = lake.rows();

        dev.destroy();

        assertThat(dev.state().resources()).isEmpty();
        assertThat(laptop.aws().resources().existing()).isEqualTo(ofLocal);
        assertThat(local.refresh().byName()).isEqualTo(Map.of());
        assertThat(lake.rows()).isEqualTo(rows);
    }
}
