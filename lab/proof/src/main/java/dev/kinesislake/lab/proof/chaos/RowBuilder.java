package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.build.Builder;
import dev.kinesislake.table.build.BuiltFile;
import dev.kinesislake.table.build.Footer;
import dev.kinesislake.table.build.HourFiles;
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

/** Builds files that say which positions an hour has, a line each: what the engine does for real is too slow for thousands of hours. */
record RowBuilder(RawLake lake, Path folder, Positions positions) implements Builder {

    /** From so many rows on, an hour has two files. */
    private static final int MIN_ROWS_OF_TWO_FILES = 4;

    @Override
    public HourFiles build(Partition.OfEvents hour, List<RawObject> objects, List<TableColumn> columns)
            throws ChangedObjectException {
        var rows = new LinkedHashSet<String>();
        for (var object : objects) {
            rows.addAll(positions.of(lake.get(object)));
        }
        return files(List.copyOf(rows));
    }

    HourFiles files(List<String> rows) {
        try {
            var own = Files.createTempDirectory(folder, "hour");
            int half = rows.size() < MIN_ROWS_OF_TWO_FILES ? rows.size() : rows.size() / 2;
            var files = new ArrayList<BuiltFile>();
            for (var part : List.of(rows.subList(0, half), rows.subList(half, rows.size()))) {
                if (!part.isEmpty()) {
                    var file = Files.write(own.resolve("data_" + files.size()), part, UTF_8);
                    files.add(new BuiltFile(file, Files.size(file), new Footer(part.size(), Map.of(), List.of())));
                }
            }
            return new HourFiles(own, files);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
