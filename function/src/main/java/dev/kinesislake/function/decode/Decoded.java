package dev.kinesislake.function.decode;

import org.jspecify.annotations.Nullable;

/** What a record turned out to be. */
public sealed interface Decoded {

    /** The objects of a row, without the bytes and the texts in it. */
    int ROW_BYTES = 500;

    UserRecord record();

    /** How much of the heap the row takes, about. */
    default long heapBytes() {
        long data = record().data().length;
        if (this instanceof Valid valid) {
            var event = valid.event();
            return ROW_BYTES + event.heapBytes() + (event.bytes() == record().data() ? 0 : data);
        }
        return ROW_BYTES + data;
    }

    /**
     * An event of the lake.
     *
     * @param section as sent, unescaped
     * @param uuid a string
     * @param payload an object with its members listed
     * @param event its JSON without insignificant white space
     */
    record Valid(UserRecord record, String section, JsonText uuid, JsonText payload, JsonText event)
            implements Decoded {}

    /**
     * No event of the lake.
     *
     * @param detail for a person to read; may quote the record, so it's for the failed bucket and not for a log
     * @param path the JSON path of what is wrong, such as {@code $.metadata.section}; null where there is none
     */
    record Invalid(
            UserRecord record,
            Reason reason,
            String detail,
            @Nullable String path) implements Decoded {}
}
