package dev.kinesislake.cli.cost;

import dev.kinesislake.app.config.Architecture;
import dev.kinesislake.app.config.BucketConfig;
import dev.kinesislake.app.config.FunctionConfig;
import dev.kinesislake.app.config.LakeConfig;
import dev.kinesislake.app.config.MappingConfig;
import dev.kinesislake.app.config.SealingConfig;
import dev.kinesislake.app.config.StreamConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Settings as a stack of the shop has them. */
final class Stacks {

    static final Prices PRICES = Prices.packaged();

    private Stacks() {}

    /** A week of retention, a window of a minute, 1,024 MB, 9 metrics of alarms and 8 custom ones; Standard-IA after 90 days. */
    static Settings onDemand() {
        return new Settings(
                new StreamConfig(OptionalInt.empty(), 168),
                new MappingConfig(5000, 60, 1, 250, 518_400),
                new FunctionConfig(Set.of(), 1024, 900, Architecture.ARM64, 90, 16),
                new LakeConfig(OptionalInt.of(90), OptionalInt.empty(), OptionalInt.empty()),
                new BucketConfig(30, 7, OptionalInt.of(365), Optional.empty()),
                new SealingConfig(OptionalInt.empty(), 7),
                new FixedItems(9, 8),
                Duration.ZERO,
                false);
    }

    static Settings shards(int count) {
        return onDemand().onDemandOr(OptionalInt.of(count));
    }

    /** Of 900 bytes and three sections, by one producer. */
    static Load load(double eventsPerSecond) {
        return new Load(eventsPerSecond, 900, 3, 1);
    }
}
