package dev.kinesislake.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.kinesislake.cli.cost.Compression;
import dev.kinesislake.cli.cost.Measured;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.Events;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./lake cost} computes with what is measured here. */
class CostFiguresTest {

    private static final Events EVENTS = new Events(EventKind.PLAIN);

    @Test
    @DisplayName("The constants of Measured follow from RESULTS.md, within 5 %")
    void constants() throws IOException {
        double perEvent = result("ours");
        double perBatch = result("CPU: ours") * 1000;
        assertThat(Measured.CPU_MICROS_PER_EVENT).isCloseTo(perEvent, withinPercentage(5));
        assertThat(Measured.GATHERED_CPU_FACTOR).isCloseTo(result("gathered ÷ single, CPU"), withinPercentage(5));
        assertThat(Measured.CPU_MICROS_PER_EVENT * 1000 + Measured.CPU_MICROS_PER_OBJECT * 3)
                .isCloseTo(perBatch, withinPercentage(5));
        assertThat(bytesPerEvent(3_500.0 / 3)).isCloseTo(result("ours, 3 sections, an event"), withinPercentage(5));
        assertThat(bytesPerEvent(35)).isCloseTo(result("ours, 100 sections, an event"), withinPercentage(5));
    }

    private static double bytesPerEvent(double rowsPerObject) throws IOException {
        return Measured.BYTES_PER_OBJECT / rowsPerObject
                + Measured.ROW_BYTES_PER_EVENT_BYTE * result("an event as sent, compact");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000})
    @DisplayName("Gathered events compress as computed, within 5 %")
    void compression(int together) throws IOException {
        long bytes = 0;
        long compressed = 0;
        for (int first = 0; first < 2_000; first += together) {
            var gathered = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(gathered)) {
                for (int i = first; i < first + together; i++) {
                    var event = EVENTS.record(i);
                    gzip.write(event);
                    gzip.write('\n');
                    bytes += event.length;
                }
            }
            compressed += gathered.size();
        }
        assertThat((double) compressed / bytes).isCloseTo(Compression.share(together), withinPercentage(5));
    }

    private static double result(String what) throws IOException {
        var line = Pattern.compile("(?m)^\\| " + Pattern.quote(what) + " \\| ([0-9.,]+)")
                .matcher(Files.readString(Path.of("RESULTS.md")));
        assertThat(line.find()).as("a line of %s", what).isTrue();
        return Double.parseDouble(line.group(1).replace(",", ""));
    }
}
