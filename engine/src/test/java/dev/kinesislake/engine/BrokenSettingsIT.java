package dev.kinesislake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack whose configuration can't be used. */
@WithPulumi
class BrokenSettingsIT {

    @Test
    void aPreviewFailsOnceAndListsAllThatIsWrong(@TempDir Path folder) throws Exception {
        try (var laptop = Laptop.in(folder)) {
            Files.writeString(laptop.project().resolve("Pulumi.broken.yaml"), """
                    config:
                      aws:region: eu-central-1
                      kinesis-lake:shardCount: many
                      kinesis-lake:batchSize: 20000
                      kinesis-lake:windowSecond: 5
                      kinesis-lake:protect: true
                      kinesis-lake:deletable: true
                    """);
            laptop.type("pulumi", "stack", "init", "broken", "--no-select").ok();

            var preview = laptop.type("pulumi", "preview", "--stack", "broken");

            assertThat(preview.exitCode()).isNotZero();
            assertThat(preview.output())
                    .contains("error: this stack's configuration has 4 problems:")
                    .containsOnlyOnce("kinesis-lake:shardCount is many")
                    .containsOnlyOnce("kinesis-lake:batchSize is 20000")
                    .containsOnlyOnce("kinesis-lake:windowSecond")
                    .containsOnlyOnce("kinesis-lake:deletable")
                    .doesNotContain("Exception");
            assertThat(laptop.aws().resources().existing()).isEmpty();
        }
    }
}
