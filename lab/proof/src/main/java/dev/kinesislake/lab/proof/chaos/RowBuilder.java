package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.lab.proof.chaos.Positions.Format;
import dev.kinesislake.redrive.lake.LakeRow;
import dev.kinesislake.table.build.Builder;
import dev.kinesislake.table.build.BuiltFile;
import dev.kinesislake.table.build.Footer;
import dev.kinesislake.table.build.HourFiles;
import dev.kinesislake.table.build.Rebuilder;
import dev.kinesislake.table.build.TableColumn;
import dev.kinesislake.table.raw.ChangedObjectException;
import dev.kinesislake.table.raw.RawLake;
import dev.kinesislake.table.raw.RawObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds an hour's files: what the engine does for real is too slow for thousands of hours. Where nobody is erased, they only say which
 * positions the hour has.
 */
record RowBuilder(RawLake lake, Path folder, Positions positions, Format format) implements Builder, Rebuilder {

    /** From so many rows on, an hour has two files. */
    private static final int MIN_ROWS_OF_TWO_FILES = 4;

    private static final EventDecoder DECODER = new EventDecoder(Set.of());
    private static final EventParquet ENCODER = new EventParquet();

    @Override
    public HourFiles build(Partition.OfEvents hour, List<RawObject> objects, List<TableColumn> columns)
            throws ChangedObjectException {
        var rows = new LinkedHashSet<String>();
        for (var object : objects) {
            rows.addAll(positions.of(lake.get(object)));
        }
        return files(List.copyOf(rows));
    }

    @Override
    public HourFiles without(
            Partition.OfEvents hour, Iterable<byte[]> files, Set<Position> leftOut, List<TableColumn> columns) {
        var rows = new ArrayList<String>();
        files.forEach(file -> rows.addAll(positions.of(file)));
        leftOut.forEach(position -> rows.remove(Positions.words(position)));
        return files(rows);
    }

    HourFiles files(List<String> rows) {
        try {
            var own = Files.createTempDirectory(folder, "hour");
            int half = rows.size() < MIN_ROWS_OF_TWO_FILES ? rows.size() : rows.size() / 2;
            var files = new ArrayList<BuiltFile>();
            for (var part : List.of(rows.subList(0, half), rows.subList(half, rows.size()))) {
                if (!part.isEmpty()) {
                    files.add(file(own.resolve("data_" + files.size()), part));
                }
            }
            return new HourFiles(own, files);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private BuiltFile file(Path path, List<String> rows) throws IOException {
        if (format == Format.POSITIONS) {
            Files.write(path, rows, UTF_8);
            return new BuiltFile(path, Files.size(path), new Footer(rows.size(), Map.of(), List.of()));
        }
        var decoded = new ArrayList<Decoded.Valid>();
        for (var row : rows) {
            decoded.add(decoded(positions.row(row)));
        }
        var bytes = ENCODER.encode(decoded, "");
        Files.write(path, bytes);
        return new BuiltFile(path, bytes.length, Footer.of(bytes));
    }

    private static Decoded.Valid decoded(LakeRow row) {
        var record =
                new UserRecord(row.position(), "", row.arrival(), row.event().getBytes(UTF_8));
        return (Decoded.Valid) DECODER.decode(record);
    }
}
