package dev.kinesislake.lab.readers;

import dev.kinesislake.function.encode.PayloadParquet;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.readers.Column.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that readers read together.
 *
 * @param inFolders whether the files lie as in the lake, with section, date and hour in the path
 */
record DataSet(String name, List<DataFile> files, boolean inFolders) {

    /**
     * A file.
     *
     * @param payload whose members are its columns
     */
    record DataFile(Class<? extends Record> payload, List<Row> rows) {

        byte[] bytes() throws IOException {
            return PayloadParquet.of(payload)
                    .encode(rows.stream().map(Row::decoded).toList(), "attempt");
        }

        /** What each row has in a column, which may be missing in this file. */
        List<@Nullable Object> cells(Column column) {
            boolean missing =
                    column.place() != Place.PATH && !Column.of(payload).contains(column);
            return rows.stream()
                    .<@Nullable Object>map(row -> missing ? null : row.value(column))
                    .toList();
        }
    }

    static DataSet of(String name, Class<? extends Record> payload, List<Row> rows) {
        return new DataSet(name, List.of(new DataFile(payload, rows)), false);
    }

    /** The columns of all files, each once, and those that only the path has. */
    List<Column> columns() {
        var columns = new LinkedHashMap<String, Column>();
        files.forEach(file -> Column.of(file.payload()).forEach(column -> columns.put(column.name(), column)));
        if (inFolders) {
            List.of("dt", "hour").forEach(name -> columns.put(name, new Column(name, Column.Type.STRING, Place.PATH)));
        }
        return List.copyOf(columns.values());
    }

    /** What each row has in a column. */
    List<@Nullable Object> cells(Column column) {
        return files.stream().flatMap(file -> file.cells(column).stream()).toList();
    }

    List<Row> rows() {
        return files.stream().flatMap(file -> file.rows().stream()).toList();
    }

    /** The files' paths in the corpus, in their order. */
    List<String> paths() {
        var paths = new ArrayList<String>();
        for (var file : files) {
            var first = file.rows().get(0);
            var folder = inFolders ? LakeLayout.lakePrefix(first.section(), first.arrival()) : "";
            paths.add(name + "/" + LakeLayout.key(folder, first.position(), ".parquet"));
        }
        return paths;
    }

    void write(Path corpus) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            var path = corpus.resolve(paths().get(i));
            Files.createDirectories(path.getParent());
            Files.write(path, files.get(i).bytes());
        }
    }
}
