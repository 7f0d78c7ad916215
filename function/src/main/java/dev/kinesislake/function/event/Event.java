package dev.kinesislake.function.event;

import org.jspecify.annotations.Nullable;

/**
 * An event as the website sends it. A wire type: every member may be null, and nothing is checked here.
 *
 * @param metadata what the event is about
 * @param payload the visit
 */
public record Event(@Nullable Metadata metadata, @Nullable Payload payload) {

    public static final String METADATA = "metadata";
    public static final String PAYLOAD = "payload";
}
