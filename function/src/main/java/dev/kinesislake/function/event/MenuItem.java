package dev.kinesislake.function.event;

import org.jspecify.annotations.Nullable;

/** An entry of the menu that the visitor saw. */
public record MenuItem(@Nullable String value, @Nullable String onclick) {}
