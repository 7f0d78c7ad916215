package dev.kinesislake.erase.clean;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.redrive.lake.LakeRow;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An object of the lake: Parquet with the whole event in each row. */
public final class LakeObject {

    private static final EventParquet ENCODER = new EventParquet();

    private LakeObject() {}

    /** Hands over the rows that are sought. */
    public static void rows(byte[] object, Sought sought, Consumer<LakeRow> each) throws IOException {
        try {
            ParquetLakeRows.read(object, row -> {
                if (isAbout(sought, row)) {
                    each.accept(row);
                }
            });
        } catch (UncheckedIOException noEvent) {
            throw new IOException(noEvent.getMessage(), noEvent);
        }
    }

    /**
     * The object without the rows that are sought: the other rows in their order, by the attempt that stored them. Empty if none is.
     *
     * @throws IOException if that is no object of the lake
     */
    public static Optional<Cleaned> without(byte[] object, Sought sought) throws IOException {
        var left = new ArrayList<LakeRow>();
        var found = new int[1];
        try {
            ParquetLakeRows.read(object, row -> {
                if (isAbout(sought, row)) {
                    found[0]++;
                } else {
                    left.add(row);
                }
            });
        } catch (UncheckedIOException noEvent) {
            throw new IOException(noEvent.getMessage(), noEvent);
        }
        return found[0] == 0
                ? Optional.empty()
                : Optional.of(new Cleaned(found[0], encoded(left, ParquetLakeRows.attempt(object))));
    }

    private static boolean isAbout(Sought sought, LakeRow row) {
        try {
            return sought.includes(row);
        } catch (IOException noEvent) {
            throw new UncheckedIOException("row " + row.position().inKey() + " has no event", noEvent);
        }
    }

    private static byte[] encoded(List<LakeRow> rows, String attempt) throws IOException {
        var decoded = new ArrayList<Decoded.Valid>(rows.size());
        for (var row : rows) {
            if (!(row.decoded() instanceof Decoded.Valid valid)) {
                throw new IOException("row " + row.position().inKey() + " is no valid event");
            }
            decoded.add(valid);
        }
        return ENCODER.encode(decoded, attempt);
    }
}
