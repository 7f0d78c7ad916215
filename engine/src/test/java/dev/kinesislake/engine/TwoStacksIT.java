package dev.kinesislake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two stacks in one account don't touch each other. */
@WithPulumi
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoStacksIT {

    private final Laptop laptop;
    private final Stack local;
    private final Stack dev;

    TwoStacksIT(@TempDir Path folder) throws Exception {
        laptop = Laptop.in(folder);
        local = laptop.stack("local");
        dev = laptop.stack("dev");
    }

    @BeforeAll
    void deploy() throws Exception {
        local.up();
        dev.up();
    }

    @AfterAll
    void shutDown() {
        laptop.close();
    }

    @Test
    @Order(1)
    void eachHasTheEventsOfItsOwnStream() throws Exception {
        try (var toLocal = Traffic.to(local.outputs(), laptop.aws());
                var toDev = Traffic.to(dev.outputs(), laptop.aws())) {
            toLocal.awaitAcknowledged(100);
            toDev.awaitAcknowledged(100);
            var sentToLocal = toLocal.stop();
            var sentToDev = toDev.stop();

            assertThat(new Lake(local.outputs(), laptop.aws()).rows()).isEqualTo(Lake.rowsOf(sentToLocal));
            assertThat(new Lake(dev.outputs(), laptop.aws()).rows()).isEqualTo(Lake.rowsOf(sentToDev));
        }
    }

    @Test
    @Order(2)
    void destroyOfOneRemovesAllOfItWithItsEventsAndNothingOfTheOther() throws Exception {
        var ofLocal = local.state().existing(any -> true);
        var lake = new Lake(local.outputs(), laptop.aws());
        var rows = lake.rows();

        dev.destroy();

        assertThat(dev.state().resources()).isEmpty();
        assertThat(laptop.aws().resources().existing()).isEqualTo(ofLocal);
        assertThat(local.refresh().byName()).isEqualTo(Map.of());
        assertThat(lake.rows()).isEqualTo(rows);
    }
}
