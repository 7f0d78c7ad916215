package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Personal data goes into the two buckets, and nowhere else. */
class NothingTellsWhatEventsSayTest {

    @Test
    void noLogNoReportAndNoErrorHoldsPersonalDataWhateverFails(@TempDir Path temp) throws Exception {
        var lake = temp.resolve("lake");
        var shown = run(lake, temp.resolve("shown"));
        var logged = all(lake.resolve("logs"));

        assertThat(shown)
                .contains("PROBLEM: Function call failed")
                .contains("PROBLEM: on-failure destination ")
                .endsWith("done\n");
        assertThat(logged).contains("batch stored", "batch failed", "signal: killed");
        assertThat(List.of(shown, logged))
                .allSatisfy(text -> assertThat(leaked(text)).isEmpty());
        // It was there to be told.
        assertThat(names(lake.resolve("s3"))).contains(PersonalData.MARK);
        assertThat(all(lake.resolve("s3/failed-bucket-local/aws")))
                .containsAnyOf(spellings().get(1), spellings().get(2));
    }

    private static String run(Path lake, Path shown) throws IOException, InterruptedException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlake.home=" + System.getProperty("lake.home"),
                "-cp",
                System.getProperty("java.class.path"),
                PersonalData.class.getName(),
                lake.toString());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(shown.toFile())
                .start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(shown);
    }

    /** The lines that hold personal data. */
    private static List<String> leaked(String text) {
        return text.lines()
                .filter(line -> spellings().stream()
                        .anyMatch(spelling -> line.contains(spelling)
                                || line.toLowerCase(Locale.ROOT).contains(PersonalData.MARK.toLowerCase(Locale.ROOT))))
                .toList();
    }

    /** As it is, and what base64 makes of it at each of the three places where it may begin. */
    private static List<String> spellings() {
        var spellings = new ArrayList<>(List.of(PersonalData.MARK));
        for (var before : List.of("", "x", "xx")) {
            var encoded = Base64.getEncoder().encodeToString((before + PersonalData.MARK).getBytes(UTF_8));
            // The first four and the last four characters depend on what stands beside it.
            spellings.add(encoded.substring(4, encoded.length() - 4));
        }
        return spellings;
    }

    private static String all(Path folder) throws IOException {
        var text = new StringBuilder();
        for (var file : files(folder)) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }

    private static String names(Path folder) throws IOException {
        return files(folder).toString();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
