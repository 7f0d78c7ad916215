package dev.kinesislake.redrive.fix;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.redrive.failed.FailedRow;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an event of a failed row, or says why it's still none: that isn't sent, for it would only fail again. */
public final class Repair {

    private static final Set<String> NO_JSON = Set.of(Reason.NOT_UTF8.label(), Reason.MALFORMED_JSON.label());

    private final Fix fix;
    private final EventDecoder decoder;

    /**
     * Prepares to repair.
     *
     * @param sections that are valid; where empty, all are
     */
    public Repair(Fix fix, Set<String> sections) {
        this.fix = fix;
        this.decoder = new EventDecoder(sections);
    }

    /** What came of a row. */
    public sealed interface Repaired {}

    /**
     * It is an event now.
     *
     * @param data to be sent
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
    public record Event(byte[] data) implements Repaired {}

    /**
     * It is still no event.
     *
     * @param reason its label
     * @param detail may quote the record
     * @param data after the fix; null where there was none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
    public record NoEvent(String reason, String detail, byte @Nullable [] data) implements Repaired {}

    public Repaired repair(FailedRow row) {
        var record = row.record();
        byte[] fixed;
        try {
            // Jackson is more lenient than the lake: what failed as no JSON must not become some by a fix that fixes
            // nothing.
            if (fix != Fix.NONE && NO_JSON.contains(row.reason())) {
                return new NoEvent(row.reason(), "is no JSON, which a fix needs", null);
            }
            fixed = fix.apply(record.data());
        } catch (Fix.CantFixException cant) {
            return new NoEvent(row.reason(), String.valueOf(cant.getMessage()), null);
        }
        var decoded =
                decoder.decode(new UserRecord(record.position(), record.partitionKey(), record.arrivalTime(), fixed));
        return decoded instanceof Decoded.Invalid invalid
                ? new NoEvent(invalid.reason().label(), invalid.detail(), fixed)
                : new Event(fixed);
    }
}
