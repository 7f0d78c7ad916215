package dev.kinesislake.app.config;

import dev.kinesislake.table.function.SealConfig;
import java.util.OptionalInt;

/**
 * The table of sealed hours.
 *
 * @param minutes between two runs; empty where nothing seals on a schedule
 * @param snapshotDays how long the table can be read as it was
 */
public record SealingConfig(OptionalInt minutes, int snapshotDays) {

    private static final int MAX_MINUTES = 1_440;

    /** @param catalogue which the table is in */
    static SealingConfig read(ConfigReader reader, CatalogueConfig catalogue) {
        int minutes = reader.number("sealMinutes", 0, MAX_MINUTES);
        int days = reader.number("snapshotDays", 0, SealConfig.MAX_SNAPSHOT_DAYS);
        return new SealingConfig(
                catalogue.enabled() && minutes > 0 ? OptionalInt.of(minutes) : OptionalInt.empty(), days);
    }
}
