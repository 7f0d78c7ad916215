package dev.kinesislake.redrive.failed;

import dev.kinesislake.function.decode.UserRecord;
import org.jspecify.annotations.Nullable;

/**
 * A failed row as the consumer wrote it.
 *
 * @param reason its label, such as {@code not-utf8}
 * @param detail a sentence that may quote the record
 * @param path the JSON path of what is wrong; null where there is none
 * @param record with its bytes exactly as the stream had them
 */
public record FailedRow(
        String reason, String detail, @Nullable String path, UserRecord record) {

    /** What names the row for ever. */
    public String id() {
        return record.position().inKey();
    }
}
