package dev.kinesislake.local.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.local.LocalAws;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceTableTest {

    private final LocalAws aws;
    private final ResourceTable table;

    ResourceTableTest(@TempDir Path folder) {
        aws = LocalAws.start(LocalAws.Options.in(folder, Path.of(""), "eu-central-1", "local"));
        table = aws.resources();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void refusesATypeThatItDoesNotKnow() {
        assertThatThrownBy(() -> table.create("aws:sqs/queue:Queue", "jobs", Map.of()))
                .isInstanceOf(ResourceException.class)
                .hasMessageStartingWith("resource jobs has the type aws:sqs/queue:Queue, known here are aws:");
    }

    @Test
    void refusesWhatRefersToSomethingThatIsNotThere() {
        assertThatThrownBy(() -> table.create(
                        "aws:s3/bucketVersioningV2:BucketVersioningV2", "versioning", Map.of("bucket", "nowhere")))
                .hasMessage("aws:s3/bucketVersioningV2:BucketVersioningV2 versioning: there is no bucket nowhere");
        assertThatThrownBy(() -> table.create(
                        "aws:iam/rolePolicy:RolePolicy", "policy", Map.of("role", "nobody", "policy", "{}")))
                .hasMessage("aws:iam/rolePolicy:RolePolicy policy: there is no role nobody");
        assertThatThrownBy(() -> table.create(
                        "aws:lambda/eventSourceMapping:EventSourceMapping",
                        "mapping",
                        Map.of("functionName", "nothing", "eventSourceArn", "none")))
                .hasMessage("aws:lambda/eventSourceMapping:EventSourceMapping mapping: there is no function nothing");
    }

    @Test
    void saysWhichInputIsMissingOrWrong() {
        assertThatThrownBy(() -> table.create("aws:kinesis/stream:Stream", "events", Map.of()))
                .hasMessage("aws:kinesis/stream:Stream events: shardCount is not set");
        assertThatThrownBy(() -> table.create("aws:kinesis/stream:Stream", "events", Map.of("shardCount", "two")))
                .hasMessage("aws:kinesis/stream:Stream events: shardCount is two, expected is a number");
        assertThatThrownBy(() -> table.create(
                        "aws:kinesis/stream:Stream", "events", Map.of("shardCount", 1.0, "retentionPeriod", 3.0)))
                .hasMessage("aws:kinesis/stream:Stream events: stream retentionHours is 3, allowed is 24 to 8760");
    }

    @Test
    void namesAResourceAfterTheProgramsNameAndTheStack() {
        var made = table.create("aws:kinesis/stream:Stream", "events", Map.of("shardCount", 1.0));

        assertThat(made)
                .isEqualTo(new Made(
                        "arn:aws:kinesis:eu-central-1:000000000000:stream/events-local",
                        Map.of(
                                "shardCount",
                                1.0,
                                "name",
                                "events-local",
                                "arn",
                                "arn:aws:kinesis:eu-central-1:000000000000:stream/events-local")));
    }

    @Test
    void takesOverABucketThatIsThereAlready() {
        var bucket = Map.<String, Object>of("bucket", "lake");

        assertThat(table.create("aws:s3/bucketV2:BucketV2", "lake", bucket))
                .isEqualTo(table.create("aws:s3/bucketV2:BucketV2", "lake", bucket));
    }
}
