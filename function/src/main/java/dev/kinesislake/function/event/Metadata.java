package dev.kinesislake.function.event;

import org.jspecify.annotations.Nullable;

/**
 * What an event is about.
 *
 * @param uuid not unique, whatever its name says: never deduplicate by it
 * @param section of the shop, such as {@code Electronics}; the lake is partitioned by it
 */
public record Metadata(@Nullable String uuid, @Nullable String section) {

    public static final String UUID = "uuid";
    public static final String SECTION = "section";
}
