package dev.kinesislake.app.config;

import java.util.OptionalInt;

/**
 * How the failed bucket's objects age.
 *
 * @param expireDays until they are deleted, in days since they were stored; empty is never
 */
public record FailedConfig(OptionalInt expireDays) {

    static FailedConfig read(ConfigReader reader) {
        return new FailedConfig(reader.days("failedExpireDays", 1));
    }
}
