package dev.kinesislake.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.proof.cli.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It's here because only the measurements have DuckDB. */
class ReadmeQueryTest {

    private static final Path ROOT = Path.of(System.getProperty("lake.home"));
    private static final Pattern QUERY_AND_ANSWER =
            Pattern.compile("```sql\n(.*?)```\n\n```text\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^│(.*)│$", Pattern.MULTILINE);

    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("The README's query on the demo's lake has the answer that the README shows")
    void queryOfTheReadme() throws Exception {
        var readme = QUERY_AND_ANSWER.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(readme.find()).isTrue();
        runDemo();

        assertThat(readme.group(1)).contains("'.lake/demo/");
        assertThat(answer(readme.group(1).replace("'.lake/demo/", "'" + folder + "/.lake/demo/")))
                .isEqualTo(cells(readme.group(2)));
    }

    private void runDemo() throws IOException, InterruptedException {
        var demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlake.home=" + ROOT.toAbsolutePath().normalize(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lake.class.getName(),
                        "demo")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("demo.log").toFile());
        demo.environment().put("LC_ALL", "C.UTF-8");

        assertThat(demo.start().waitFor()).as("%s", folder.resolve("demo.log")).isZero();
    }

    /** The names of the columns, and the rows. */
    private static List<List<String>> answer(String sql) throws SQLException {
        var lines = new ArrayList<List<String>>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var columns = rows.getMetaData();
            var names = new ArrayList<String>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
            }
            lines.add(names);
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                lines.add(row);
            }
        }
        return lines;
    }

    /** A table as DuckDB prints it, without the line of types. */
    private static List<List<String>> cells(String table) {
        var lines = new ArrayList<>(ROW.matcher(table)
                .results()
                .map(row ->
                        Stream.of(row.group(1).split("│")).map(String::strip).toList())
                .toList());
        lines.remove(1);
        return lines;
    }
}
