package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The positions of objects' rows, each object read once. */
final class Positions {

    private final IdentityHashMap<byte[], List<String>> known = new IdentityHashMap<>();

    synchronized List<String> of(byte[] object) {
        return known.computeIfAbsent(object, Positions::read);
    }

    private static List<String> read(byte[] object) {
        var positions = new ArrayList<String>();
        try {
            ParquetLakeRows.read(object, row -> positions.add(words(row.position())));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
        return List.copyOf(positions);
    }

    /** Of a file that {@link RowBuilder} has built. */
    static List<String> ofFile(byte[] file) {
        return new String(file, UTF_8).lines().toList();
    }

    static String words(Position position) {
        return position.shardId() + " " + position.sequenceNumber()
                + (position.subSequenceNumber() == null ? "" : " " + position.subSequenceNumber());
    }
}
