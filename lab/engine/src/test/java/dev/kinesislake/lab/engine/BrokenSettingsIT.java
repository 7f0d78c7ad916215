package dev.kinesislake.lab.engine;

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
                      kinesis-lake:format: ndjson
                      kinesis-lake:protect: true
                      kinesis-lake:deletable: true
                    """);
            laptop.type("pulumi", "stack", "init", "broken", "--no-select").ok();

            var preview = laptop.type("pulumi", "preview", "--stack", "broken");

            assertThat(preview.exitCode()).isNotZero();
            // Among what Maven says.
            assertThat(preview.output().split("Diagnostics:\n", 2)[1]).containsOnlyOnce("""
                        error: this stack's configuration has 5 problems:
                          kinesis-lake:shardCount is many, allowed is 0 to 10000; run: pulumi config set -s broken kinesis-lake:shardCount 0
                          kinesis-lake:batchSize is 20000, allowed is 1 to 10000; run: pulumi config set -s broken kinesis-lake:batchSize 10000
                          kinesis-lake:deletable is true, allowed is false where protect is true; run: pulumi config set -s broken kinesis-lake:deletable false
                          kinesis-lake:format is no longer a key of this project: Parquet is the only format; run: pulumi config rm -s broken kinesis-lake:format
                          kinesis-lake:windowSecond is not a key of this project, did you mean kinesis-lake:windowSeconds? The keys are accessLogDays, alarmTopicArn, architecture, athenaScanLimitGb, batchSize, catalogue, deletable, failedData, failedExpireDays, failedRatioPercent, lakeExpireDays, lakeGlacierDays, lakeInfrequentAccessDays, logRetentionDays, memoryMb, noncurrentDays, parallelizationFactor, personal, protect, putParallelism, recordAgeSeconds, retentionHours, retryAttempts, sealMinutes, sections, shardCount, snapshotDays, tags, timeoutSeconds, unfinishedUploadDays, unknownMembers, vpcEndpointId, windowSeconds (docs/configuration.md); run: pulumi config rm -s broken kinesis-lake:windowSecond
                    """);
            assertThat(preview.output()).doesNotContain("SEVERE");
            assertThat(laptop.aws().resources().existing()).isEmpty();
        }
    }
}
