package dev.kinesislake.lab.proof.events;

import dev.kinesislake.function.decode.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What is sent as one user record, and where it has to end up.
 *
 * @param data the record's bytes
 * @param section the event's section; null where it is no event
 * @param compact the event without insignificant white space; null where it is none
 * @param reason why it is no event; null where it is one
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
public record SentEvent(
        String partitionKey,
        byte[] data,
        @Nullable String section,
        @Nullable String compact,
        @Nullable Reason reason) {

    public static SentEvent valid(String partitionKey, byte[] data, String section, String compact) {
        return new SentEvent(partitionKey, data, section, compact, null);
    }

    public static SentEvent invalid(Reason reason, byte[] data) {
        return new SentEvent("invalid-" + reason.label(), data, null, null, reason);
    }

    /** What its rows are filed under: the section, or the reason. */
    public String folder() {
        return section != null ? "section " + section : "reason " + reason;
    }
}
