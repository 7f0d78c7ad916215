package dev.kinesislake.redrive.failed;

import dev.kinesislake.function.decode.UserRecord;
import org.jspecify.annotations.Nullable;

/**
 * A failed row as the consumer wrote it.
 *
 * @param reason its label, such as {@code not-utf8}
 * @param detail a sentence that may quote the record
 * @param path the JSON path of what is wrong; null where there is none
 * @param record with its bytes exactly as the stream had them, or with none
 * @param hasData whether the row has the record's bytes and partition key: a stack may leave them out
 */
public record FailedRow(
        String reason, String detail, @Nullable String path, UserRecord record, boolean hasData) {

    /** One with its record's bytes. */
    public FailedRow(String reason, String detail, @Nullable String path, UserRecord record) {
        this(reason, detail, path, record, true);
    }

    /** What names the row for ever. */
    public String id() {
        return record.position().inKey();
    }
}
