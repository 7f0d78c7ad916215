package dev.kinesislake.table.build;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.encode.parquet.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** DuckDB: takes one row a position, the one of the last file that has it, and sorts. */
final class Engine {

    /** The sort order's columns; the position behind them makes builds of the same objects the same. */
    private static final String ORDER = "userid NULLS LAST, arrival_time NULLS LAST, shard_id NULLS LAST,"
            + " sequence_number NULLS LAST, sub_sequence_number NULLS LAST";

    private static final String POSITION = "shard_id, sequence_number, sub_sequence_number";

    /** Uncompressed, of a row group. */
    private static final String ROW_GROUP = "160MB";

    private final BuildLimits limits;
    private final Path spilled;

    Engine(BuildLimits limits, Path spilled) {
        this.limits = limits;
        this.spilled = spilled;
    }

    /**
     * Sorts an hour.
     *
     * @param raw the folder with the hour's objects; of copies of a row, the one of the last file stays
     * @param sorted the folder for the files
     * @param leftOut positions of rows that are not to be in them
     */
    void sort(String section, Path raw, Path sorted, List<TableColumn> columns, Set<Position> leftOut)
            throws IOException, UnbuiltHourException {
        Files.createDirectories(spilled);
        // Standard output and errors of a library have to stay silent about rows.
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            configure(statement);
            statement.execute("CREATE VIEW rows AS SELECT * FROM read_parquet(" + text(raw + "/*.parquet")
                    + ", union_by_name = true, filename = true, file_row_number = true, hive_partitioning = false)");
            findCopies(statement);
            leaveOut(connection, statement, leftOut);
            write(statement, section, sorted, columns, columnNames(connection));
        } catch (SQLException failed) {
            throw new UnbuiltHourException("the engine can't build it: " + withoutRows(failed), null);
        }
    }

    private void configure(Statement statement) throws SQLException {
        // More threads would take more memory than the limit says, and write other bytes each time.
        statement.execute("SET threads = 1");
        statement.execute("SET preserve_insertion_order = true");
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET memory_limit = '" + limits.memoryMb() + "MB'");
        statement.execute("SET temp_directory = " + text(spilled.toString()));
        statement.execute("SET max_temp_directory_size = '" + limits.spillMb() + "MB'");
        statement.execute("SET autoinstall_known_extensions = false");
    }

    /** Mostly there is none: to look for positions that are there twice takes less than to sort all rows by position. */
    private static void findCopies(Statement statement) throws SQLException {
        statement.execute("CREATE TEMP TABLE twice AS SELECT " + POSITION + " FROM rows GROUP BY " + POSITION
                + " HAVING count(*) > 1");
        statement.execute("CREATE TEMP TABLE copies AS SELECT filename, file_row_number FROM ("
                + "SELECT r.filename, r.file_row_number, row_number() OVER (PARTITION BY r.shard_id, r.sequence_number,"
                + " r.sub_sequence_number ORDER BY r.filename DESC, r.file_row_number DESC) AS newest FROM rows r"
                + " SEMI JOIN twice t ON r.shard_id = t.shard_id AND r.sequence_number = t.sequence_number"
                + " AND r.sub_sequence_number IS NOT DISTINCT FROM t.sub_sequence_number) WHERE newest > 1");
    }

    private static void leaveOut(Connection connection, Statement statement, Set<Position> leftOut)
            throws SQLException {
        statement.execute("CREATE TEMP TABLE left_out (shard_id VARCHAR, sequence_number VARCHAR,"
                + " sub_sequence_number BIGINT)");
        try (var insert = connection.prepareStatement("INSERT INTO left_out VALUES (?, ?, ?)")) {
            for (var position : leftOut) {
                insert.setString(1, position.shardId());
                insert.setString(2, position.sequenceNumber());
                insert.setObject(3, position.subSequenceNumber());
                insert.execute();
            }
        }
        statement.execute("INSERT INTO copies SELECT r.filename, r.file_row_number FROM rows r SEMI JOIN left_out l"
                + " ON r.shard_id = l.shard_id AND r.sequence_number = l.sequence_number"
                + " AND r.sub_sequence_number IS NOT DISTINCT FROM l.sub_sequence_number");
    }

    private void write(Statement statement, String section, Path sorted, List<TableColumn> columns, Set<String> inFiles)
            throws SQLException {
        var values =
                columns.stream().map(column -> value(column, section, inFiles)).collect(Collectors.joining(", "));
        var ids = columns.stream()
                .map(column -> name(column.name()) + ": " + column.fieldId())
                .collect(Collectors.joining(", "));
        statement.execute("COPY (SELECT " + values + " FROM rows ANTI JOIN copies USING (filename, file_row_number)"
                + " ORDER BY " + ORDER + ") TO " + text(sorted.toString())
                + " (FORMAT parquet, COMPRESSION zstd, FIELD_IDS {" + ids + "}, ROW_GROUP_SIZE_BYTES '" + ROW_GROUP
                + "', FILE_SIZE_BYTES '" + limits.fileMb() + "MB')");
    }

    /** Objects of earlier versions don't have all columns. The section is the folder's in any case. */
    private static String value(TableColumn column, String section, Set<String> inFiles) {
        var value = column.name().equals("section")
                ? text(section)
                : inFiles.contains(column.name()) ? name(column.name()) : "NULL";
        return "CAST(" + value + " AS " + type(column.type()) + ") AS " + name(column.name());
    }

    private static Set<String> columnNames(Connection connection) throws SQLException {
        var names = new HashSet<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM rows LIMIT 0")) {
            var metadata = rows.getMetaData();
            for (int i = 1; i <= metadata.getColumnCount(); i++) {
                names.add(metadata.getColumnName(i));
            }
        }
        return names;
    }

    private static String type(Column.Type type) {
        return switch (type) {
            case STRING -> "VARCHAR";
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP -> "TIMESTAMPTZ";
        };
    }

    private static String name(String column) {
        return "\"" + column.replace("\"", "\"\"") + "\"";
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** An engine's message may quote a value; its kind, which begins it, says what a person can do. */
    private static String withoutRows(SQLException failed) {
        var message = String.valueOf(failed.getMessage());
        int end = message.indexOf(" Error");
        return end < 0 ? "it failed" : message.substring(0, end) + " error";
    }
}
