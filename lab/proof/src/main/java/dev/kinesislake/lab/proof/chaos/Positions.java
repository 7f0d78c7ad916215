package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.redrive.lake.LakeRow;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The positions of objects' rows, each object read once. */
final class Positions {

    private static final String PARQUET = "PAR1";

    private final IdentityHashMap<byte[], List<String>> known = new IdentityHashMap<>();
    private final Map<String, LakeRow> rows = new HashMap<>();

    /** What the table's files are. */
    enum Format {
        /** A position a line. */
        POSITIONS,
        /** As the lake's objects. */
        ROWS
    }

    /** Of an object of the lake, or of a file that {@link RowBuilder} has built. */
    synchronized List<String> of(byte[] object) {
        return known.computeIfAbsent(object, this::read);
    }

    /** A row that an object has had. */
    synchronized LakeRow row(String words) {
        return requireNonNull(rows.get(words));
    }

    private List<String> read(byte[] object) {
        if (!isParquet(object)) {
            return new String(object, UTF_8).lines().toList();
        }
        var positions = new ArrayList<String>();
        try {
            ParquetLakeRows.read(object, row -> {
                positions.add(words(row.position()));
                rows.put(words(row.position()), row);
            });
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
        return List.copyOf(positions);
    }

    private static boolean isParquet(byte[] object) {
        return new String(object, 0, Math.min(object.length, PARQUET.length()), ISO_8859_1).equals(PARQUET);
    }

    static String words(Position position) {
        return position.shardId() + " " + position.sequenceNumber()
                + (position.subSequenceNumber() == null ? "" : " " + position.subSequenceNumber());
    }
}
