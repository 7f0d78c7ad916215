package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.StoredBatches;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LargeRecordsTest {

    private static final int BATCHES = 2;
    private static final int RECORDS_PER_BATCH = 20;

    @Test
    @DisplayName("Two batches, each of 300 MiB of events, are judged in a heap of 192 MiB")
    void smallHeap() throws Exception {
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Judge.class.getName()))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(output.lines()).endsWith("REDRIVE", "REDRIVE");
        assertThat(process.waitFor()).isZero();
    }

    /** Judges two batches of the same records. */
    static final class Judge {

        private Judge() {}

        public static void main(String[] args) throws Exception {
            var deliveries = new Deliveries();
            var records =
                    IntStream.range(0, RECORDS_PER_BATCH).mapToObj(i -> "l" + i).toArray(String[]::new);
            for (int i = 0; i < BATCHES; i++) {
                deliveries.discard(records);
            }
            var check = new BatchCheck(deliveries.lake, deliveries.failed, deliveries.sections);
            new StoredBatches(deliveries.failed).each(Choice.everything(), Set.of(), batch -> {
                System.out.println(check.advise(batch));
                check.replacesUntil(batch);
            });
        }
    }
}
