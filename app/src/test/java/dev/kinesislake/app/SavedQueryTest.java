package dev.kinesislake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.function.partition.LakeLayout;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries by Trino's grammar, which is Athena's, and their answers by DuckDB, which has the same functions but one. */
final class SavedQueryTest {

    private static final Instant TODAY = Instant.parse("2026-11-23T09:59:30Z");
    private static final Instant LAST_WEEK = Instant.parse("2026-11-16T23:00:00Z");
    private static final Instant BEFORE = Instant.parse("2026-11-15T23:59:59Z");

    @TempDir
    private Path bucket;

    static List<Set<String>> sections() {
        return List.of(Set.of(), Set.of("Electronics", "Books, used"), Set.of("Electronics", "it's"));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void eachIsAStatementOfTrino(Set<String> sections) {
        assertThat(SavedQuery.of(sections)).hasSize(4).allSatisfy(query -> assertThat(
                        new SqlParser().createStatement(query.sql()))
                .isInstanceOf(Query.class));
    }

    @Test
    @DisplayName("what docs/reading-the-lake.md has for Athena are statements of Trino")
    void thePagesQueries() throws IOException {
        var page = Files.readString(Path.of("../docs/reading-the-lake.md"));
        var athena = page.substring(page.indexOf("## Athena"), page.indexOf("## Trino"));
        var sql = athena.substring(athena.indexOf("```sql") + "```sql".length());
        var statements = sql.substring(0, sql.indexOf("```")).strip().split(";", 0);

        assertThat(statements).hasSize(3).allSatisfy(statement -> assertThat(new SqlParser().createStatement(statement))
                .isInstanceOf(Query.class));
    }

    @ParameterizedTest
    @MethodSource("sections")
    @DisplayName("each names the days that it reads, and has a place in Athena's list")
    void eachHasALimit(Set<String> sections) {
        assertThat(SavedQuery.of(sections)).allSatisfy(query -> {
            assertThat(query.sql()).contains("WHERE dt >= ").doesNotContain("/*", ";");
            assertThat(query.name()).hasSizeBetween(1, 128);
            assertThat(query.description()).hasSizeBetween(1, 1024);
        });
    }

    @Test
    @DisplayName("events of the last 7 days are counted by section and hour")
    void eventsByHour() throws Exception {
        store(event("Home-Decor", 1, TODAY), event("Home-Decor", 2, TODAY), event("Home-Decor", 3, LAST_WEEK));
        store(event("Electronics", 4, TODAY), event("Electronics", 5, BEFORE));

        assertThat(run("events-by-hour"))
                .containsExactly(
                        "Electronics, 2026-11-23, 09, 1",
                        "Home-Decor, 2026-11-16, 23, 1",
                        "Home-Decor, 2026-11-23, 09, 2");
    }

    @Test
    @DisplayName("freshness is the newest row of each section since yesterday")
    void freshness() throws Exception {
        store(event("Home-Decor", 1, TODAY.minusSeconds(600)), event("Home-Decor", 2, TODAY));
        store(event("Electronics", 3, LAST_WEEK));

        assertThat(run("freshness")).containsExactly("Home-Decor, 2026-11-23 09:59:30.0, 31");
    }

    @Test
    @DisplayName("duplicate positions are listed with their objects")
    void duplicatePositions() throws Exception {
        store(event("Home-Decor", 1, TODAY), event("Home-Decor", 2, TODAY));
        store(event("Home-Decor", 2, TODAY), event("Home-Decor", 3, TODAY));

        assertThat(run("duplicate-positions"))
                .singleElement()
                .asString()
                .startsWith("shardId-000000000000, 2, null, 2, [")
                .contains("shardId-000000000000-1.parquet", "shardId-000000000000-2.parquet");
    }

    @Test
    @DisplayName("failed rows are counted by reason")
    void failedByReason() throws Exception {
        fail("{", 1);
        fail("7", 2);
        fail("8", 3);

        assertThat(run("failed-by-reason"))
                .containsExactly(
                        "not-an-object, is a number, expected an object, $, 2, 2026-11-23T09:59:30.000Z",
                        "malformed-json, expected a member's name, found the end of the record (byte 1), $, 1, 2026-11-23T09:59:30.000Z");
    }

    private static Decoded.Valid event(String section, int number, Instant arrival) {
        return Rows.event(section, new Position("shardId-000000000000", Integer.toString(number), null), arrival);
    }

    /** Stores a batch, an object for each section and hour. */
    private void store(Decoded.Valid... batch) throws IOException {
        for (var event : batch) {
            var prefix = LakeLayout.lakePrefix(event.section(), event.record().arrivalTime());
            var rows = List.of(batch).stream()
                    .filter(row -> LakeLayout.lakePrefix(
                                    row.section(), row.record().arrivalTime())
                            .equals(prefix))
                    .toList();
            var encoder = new EventParquet();
            write(
                    LakeLayout.key(prefix, rows.get(0).record().position(), encoder.suffix()),
                    encoder.encode(rows, "attempt"));
        }
    }

    private void fail(String record, int number) throws IOException {
        var position = new Position("shardId-000000000000", Integer.toString(number), null);
        var failed = Rows.failed(record, position, TODAY);
        var encoder = new FailedNdjson();
        write(
                LakeLayout.key(LakeLayout.failedPrefix(failed.reason(), TODAY), position, encoder.suffix()),
                encoder.encode(List.of(failed), "attempt"));
    }

    private void write(String key, byte[] object) throws IOException {
        var file = bucket.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, object);
    }

    /** The rows that a query finds, members separated by commas, at a time of the test's. */
    private List<String> run(String id) throws SQLException {
        var sql = SavedQuery.of(Set.of()).stream()
                .filter(query -> query.id().equals(id))
                .findFirst()
                .orElseThrow()
                .sql()
                .replace("current_date", "DATE '2026-11-23'")
                .replace("current_timestamp", "TIMESTAMP '2026-11-23 10:30:00'");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("CREATE MACRO date_format(day, format) AS strftime(day, format)");
            statement.execute(view(sql.contains("FROM failed") ? "failed" : "events"));
            var result = statement.executeQuery(sql);
            var rows = new ArrayList<String>();
            while (result.next()) {
                var members = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    members.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join(", ", members));
            }
            return rows;
        }
    }

    /** A table as Athena shows it: times without a zone, and the object of each row. */
    private String view(String table) {
        var options = "hive_partitioning = true, hive_types_autocast = false";
        return table.equals("events")
                ? "CREATE VIEW events AS SELECT * REPLACE (CAST(arrival_time AS TIMESTAMP) AS arrival_time),"
                        + " filename AS \"$path\" FROM read_parquet('" + bucket
                        + "/events/*/*/*/*.parquet', filename = true, "
                        + options + ")"
                : "CREATE VIEW failed AS SELECT reason, dt, hour, detail, path, arrivalTime AS arrivaltime FROM read_json('"
                        + bucket + "/failed/*/*/*/*.gz', format = 'newline_delimited', " + options
                        + ", columns = {detail: 'VARCHAR', path: 'VARCHAR', arrivalTime: 'VARCHAR'})";
    }
}
