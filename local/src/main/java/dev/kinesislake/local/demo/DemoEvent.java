package dev.kinesislake.local.demo;

import dev.kinesislake.function.decode.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration sends as one record, and where it has to end up.
 *
 * @param data the record's bytes
 * @param section the event's section; null where it is no event
 * @param compact the event without insignificant white space; null where it is none
 * @param reason why it is no event; null where it is one
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
record DemoEvent(
        String partitionKey,
        byte[] data,
        @Nullable String section,
        @Nullable String compact,
        @Nullable Reason reason) {

    static DemoEvent valid(String partitionKey, byte[] data, String section, String compact) {
        return new DemoEvent(partitionKey, data, section, compact, null);
    }

    static DemoEvent invalid(Reason reason, byte[] data) {
        return new DemoEvent("invalid-" + reason.label(), data, null, null, reason);
    }
}
