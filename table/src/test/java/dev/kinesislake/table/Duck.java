package dev.kinesislake.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.FileIO;

/** Reads the table's files. */
record Duck(Path scratch) {

    /** Rows as number, user and attempt, file by file in the order of the rows. */
    List<String> rows(List<String> files) throws IOException, SQLException {
        var rows = new ArrayList<String>();
        for (var file : files) {
            rows.addAll(strings(
                    "SELECT CAST(sequence_number[-6:] AS INT) || ' ' || coalesce(userid, 'null') || ' ' || json_extract_string(event, '$.attempt')"
                            + " FROM read_parquet('%s', hive_partitioning = false)",
                    file));
        }
        return rows;
    }

    /** Each row's user and a column's value. */
    List<String> column(String name, String file) throws IOException, SQLException {
        return strings(
                "SELECT userid || ' ' || coalesce(CAST(" + name + " AS VARCHAR), 'null') FROM read_parquet('%s')",
                file);
    }

    List<Integer> fieldIds(String file) throws IOException, SQLException {
        return strings("SELECT field_id FROM parquet_schema('%s') WHERE field_id IS NOT NULL", file).stream()
                .map(Integer::parseInt)
                .toList();
    }

    private List<String> strings(String query, String file) throws IOException, SQLException {
        var local = Files.createTempFile(scratch, "read", ".parquet");
        try (FileIO io = new InMemoryFileIO();
                var in = io.newInputFile(file).newStream()) {
            Files.write(local, in.readAllBytes());
        }
        var strings = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query.formatted(local))) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        Files.delete(local);
        return strings;
    }
}
