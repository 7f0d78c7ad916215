package dev.kinesislake.table.iceberg;

import dev.kinesislake.table.raw.Inputs;
import java.util.Optional;

/**
 * A section's hour in the table.
 *
 * @param builtFrom what its files say they're built from; empty where files differ, or are none that sealing has written
 */
public record TableHour(Optional<Inputs> builtFrom, int files, long rows, long bytes) {

    public boolean isBuiltFrom(Inputs inputs) {
        return builtFrom.filter(inputs::equals).isPresent();
    }

    TableHour with(TableHour other) {
        return new TableHour(
                builtFrom.filter(inputs -> other.isBuiltFrom(inputs)),
                files + other.files,
                rows + other.rows,
                bytes + other.bytes);
    }
}
