package dev.kinesislake.function.decode;

import org.jspecify.annotations.Nullable;

/** What a record turned out to be. */
public sealed interface Decoded {

    UserRecord record();

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
