package dev.kinesislake.function.event;

import org.jspecify.annotations.Nullable;

/** The text that the visitor clicked, and where it stood. Sizes and offsets are pixels. */
public record Text(
        @Nullable String data,
        @Nullable Integer size,
        @Nullable String style,
        @Nullable String name,
        @Nullable Integer hOffset,
        @Nullable Integer vOffset,
        @Nullable String alignment,
        @Nullable String onMouseUp) {}
