package dev.kinesislake.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ConfigurationPageTest {

    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| `([^`]*)` \\|", Pattern.MULTILINE);

    @Test
    void thePageListsTheKeysOfTheProjectFileWithTheirDefaults() throws IOException {
        var listed = new LinkedHashMap<String, String>();
        ROW.matcher(Files.readString(Path.of("../docs/configuration.md")))
                .results()
                .forEach(row ->
                        listed.put("kinesis-lake:" + row.group(1), row.group(2).equals("\"\"") ? "" : row.group(2)));
        assertThat(listed).isEqualTo(defaults());
    }

    private static Map<String, String> defaults() throws IOException {
        var defaults = StackFiles.defaults(Path.of(".."));
        var values = new LinkedHashMap<String, String>();
        defaults.keys().forEach(key -> values.put(key, defaults.get(key).orElseThrow()));
        return values;
    }
}
