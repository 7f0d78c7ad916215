package dev.kinesislake.lab.aws.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.LocalAws;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceTableTest {

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";

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
    @DisplayName("An alarm has one metric or one expression, and a metric filter needs an existing log group")
    void alarmsAndFilters() {
        assertThatThrownBy(() -> table.create(
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        "late",
                        Map.of("comparisonOperator", "GreaterThanThreshold", "evaluationPeriods", 1.0)))
                .hasMessage("aws:cloudwatch/metricAlarm:MetricAlarm late:"
                        + " either metricName or metricQueries has to be set");
        assertThatThrownBy(() -> table.create(
                        "aws:cloudwatch/logMetricFilter:LogMetricFilter",
                        "rows",
                        Map.of("logGroupName", "none", "pattern", "stored")))
                .hasMessage("aws:cloudwatch/logMetricFilter:LogMetricFilter rows:"
                        + " ResourceNotFoundException: there is no log group none");
    }

    @Test
    @DisplayName("A metric filter is found by its log group and name, and is deleted with the log group")
    void metricFilterIds() {
        var filter = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
        var logGroup = "aws:cloudwatch/logGroup:LogGroup";
        table.create(logGroup, "log", Map.of("name", "/lake"));
        var transformation = Map.of("name", "rows", "namespace", "lake", "value", "$.rows");
        var made = table.create(
                filter,
                "rows",
                Map.of("logGroupName", "/lake", "pattern", "stored", "metricTransformation", transformation));

        assertThat(table.read(filter, "rows", "/lake:rows-local")).isEqualTo(made);
        table.delete(logGroup, "log", "/lake", Map.of());
        assertThat(table.read(filter, "rows", made.id())).isNull();
    }

    @Test
    @DisplayName("A table needs its database and has no column twice")
    void tables() {
        var type = "aws:glue/catalogTable:CatalogTable";
        var events = Map.of(
                "name",
                "events",
                "databaseName",
                "lake",
                "storageDescriptor",
                Map.of("columns", List.of(Map.of("name", "section", "type", "string"))),
                "partitionKeys",
                List.of(Map.of("name", "section", "type", "string")));
        assertThatThrownBy(() -> table.create(type, "events", events))
                .hasMessage(type + " events: EntityNotFoundException: there is no database lake");
        table.create("aws:glue/catalogDatabase:CatalogDatabase", "lake", Map.of("name", "lake"));
        assertThatThrownBy(() -> table.create(type, "events", events))
                .hasMessage(
                        type + " events: InvalidInputException: the column 'section' is there twice, or has no name");
    }

    @Test
    @DisplayName("A table is gone once its database is deleted")
    void tablesOfADeletedDatabase() {
        var type = "aws:glue/catalogTable:CatalogTable";
        var database = "aws:glue/catalogDatabase:CatalogDatabase";
        var made = table.create(database, "lake", Map.of("name", "lake"));
        var events = table.create(type, "events", Map.of("name", "events", "databaseName", "lake"));

        assertThat(table.read(type, "events", "000000000000:lake:events")).isEqualTo(events);
        table.delete(database, "lake", made.id(), Map.of());
        assertThat(table.read(type, "events", events.id())).isNull();
    }

    @Test
    @DisplayName("A workgroup with saved queries is deleted only by force, and its queries with it")
    void workgroups() {
        var type = "aws:athena/workgroup:Workgroup";
        var query = "aws:athena/namedQuery:NamedQuery";
        Map<String, Object> saved = Map.of("database", "lake", "query", "SELECT 1", "workgroup", "readers");
        assertThatThrownBy(() -> table.create(query, "one", saved))
                .hasMessage(query + " one: InvalidRequestException: there is no workgroup readers");
        table.create(type, "readers", Map.of("name", "readers"));
        var made = table.create(query, "one", saved);

        assertThatThrownBy(() -> table.delete(type, "readers", "readers", Map.of()))
                .hasMessage(type + " readers: InvalidRequestException: the workgroup readers is not empty");
        table.delete(type, "readers", "readers", Map.of("forceDestroy", true));
        assertThat(table.read(query, "one", made.id())).isNull();
    }

    @Test
    @DisplayName("A scan limit below Athena's minimum is refused")
    void scanLimits() {
        assertThatThrownBy(() -> table.create(
                        "aws:athena/workgroup:Workgroup",
                        "readers",
                        Map.of("configuration", Map.of("bytesScannedCutoffPerQuery", 1.0))))
                .hasMessage("aws:athena/workgroup:Workgroup readers: InvalidRequestException:"
                        + " bytesScannedCutoffPerQuery is 1, allowed is 10000000 or more");
    }

    @Test
    @DisplayName("Without an engine, a resource is named after its logical name and the stack")
    void namesWithoutAnEngine() {
        var made = table.create("aws:kinesis/stream:Stream", "events", Map.of("shardCount", 1.0));

        var arn = "arn:aws:kinesis:eu-central-1:000000000000:stream/events-local";
        assertThat(made)
                .isEqualTo(new Made(
                        arn,
                        Map.of("shardCount", 1.0, "name", "events-local"),
                        Map.of("arn", arn, "tagsAll", Map.of())));
    }

    @Test
    void takesOverABucketThatAnEarlierRunLeft() {
        var bucket = Map.<String, Object>of("bucket", "lake");
        aws.s3().buckets().create("lake");

        assertThat(table.read(BUCKET, "lake", "lake")).isNotNull();
        assertThat(table.create(BUCKET, "lake", bucket).id()).isEqualTo("lake");
        assertThatThrownBy(() -> table.create(BUCKET, "lake", bucket))
                .hasMessage("aws:s3/bucketV2:BucketV2 lake: BucketAlreadyOwnedByYou: there is a bucket lake already");
    }
}
