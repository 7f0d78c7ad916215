package dev.kinesislake.redrive.fix;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.redrive.failed.FailedRow;
import dev.kinesislake.redrive.mark.TaggedRecord;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of a failed row: one, or several that are sent as one record. Where one of them is invalid, none is sent: it would only
 * fail again.
 */
public final class Repair {

    private static final Set<String> NO_JSON = Set.of(Reason.NOT_UTF8.label(), Reason.MALFORMED_JSON.label());

    private final Fix fix;
    private final RecordDecoder decoder;

    /**
     * Prepares to repair.
     *
     * @param sections that are valid; where empty, all are
     */
    public Repair(Fix fix, Set<String> sections) {
        this.fix = fix;
        this.decoder = new RecordDecoder(sections);
    }

    /** What came of a row. */
    public sealed interface Repaired {}

    /**
     * All of it is valid now.
     *
     * @param data to be sent
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
    public record Events(byte[] data) implements Repaired {}

    /**
     * It is still invalid.
     *
     * @param reason its label
     * @param event which event of several it is, such as {@code "event 2 of 3: "}; empty where there is one
     * @param detail may quote the record
     * @param data after the fix; null where there was none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
    public record Invalid(String reason, String event, String detail, byte @Nullable [] data) implements Repaired {}

    public Repaired repair(FailedRow row) {
        var record = row.record();
        byte[] fixed;
        try {
            // Jackson is more lenient than the lake: what failed as no JSON must not become some by a fix that fixes
            // nothing.
            if (fix != Fix.NONE && NO_JSON.contains(row.reason())) {
                return new Invalid(row.reason(), "", "is no JSON, which a fix needs", null);
            }
            fixed = fix.apply(record.data());
        } catch (Fix.CantFixException cant) {
            return new Invalid(row.reason(), "", String.valueOf(cant.getMessage()), null);
        }
        return judge(row, fixed);
    }

    /** As the consumer will: inside the record that is sent, in which a KPL aggregate isn't taken apart. */
    private Repaired judge(FailedRow row, byte[] fixed) {
        var record = row.record();
        var sent = TaggedRecord.of(record.partitionKey(), fixed, new UUID(0, 0));
        var rows = decoder.decode(new KinesisRecord(
                        record.position().shardId(),
                        record.position().sequenceNumber(),
                        record.partitionKey(),
                        record.arrivalTime(),
                        sent))
                .rows();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof Decoded.Invalid invalid) {
                var event = rows.size() == 1 ? "" : "event " + (i + 1) + " of " + rows.size() + ": ";
                return new Invalid(invalid.reason().label(), event, invalid.detail(), fixed);
            }
        }
        return new Events(fixed);
    }
}
