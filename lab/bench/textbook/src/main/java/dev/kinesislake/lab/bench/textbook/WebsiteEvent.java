package dev.kinesislake.lab.bench.textbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A website's event as a handler would describe it for its JSON library, which wants it public. */
public record WebsiteEvent(Metadata metadata, Payload payload) {

    public record Metadata(@Nullable String uuid, @Nullable String section) {}

    public record Payload(
            @Nullable String userid,
            @Nullable String email_id,
            @Nullable String contact,
            @Nullable String session_time,
            @Nullable String legacy_account,
            @Nullable String membership_status,
            @Nullable String is_cart_empty,
            @Nullable String sys_type,
            @Nullable List<MenuItem> menuitem,
            @Nullable Text text) {}

    public record MenuItem(@Nullable String value, @Nullable String onclick) {}

    public record Text(
            @Nullable String data,
            @Nullable Integer size,
            @Nullable String style,
            @Nullable String name,
            @Nullable Integer hOffset,
            @Nullable Integer vOffset,
            @Nullable String alignment,
            @Nullable String onMouseUp) {}
}
