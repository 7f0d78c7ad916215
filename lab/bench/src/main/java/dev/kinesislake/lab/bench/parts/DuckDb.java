package dev.kinesislake.lab.bench.parts;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/** DuckDB in this process. */
final class DuckDb implements AutoCloseable {

    private final Connection connection;

    DuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = connection.createStatement()) {
            statement.execute("SET enable_object_cache = false");
        }
    }

    /**
     * Answers a question.
     *
     * @param sql whose rows are a text and a number
     */
    Map<String, Long> counts(String sql) throws SQLException {
        var counts = new TreeMap<String, Long>();
        forEach(sql, counts::put);
        return counts;
    }

    /** Takes each row's text and number. */
    void forEach(String sql, ObjLongConsumer<String> row) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.accept(rows.getString(1), rows.getLong(2));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
