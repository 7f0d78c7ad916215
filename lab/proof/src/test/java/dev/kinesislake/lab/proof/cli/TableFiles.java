package dev.kinesislake.lab.proof.cli;

import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.table.iceberg.GlueTables;
import dev.kinesislake.table.iceberg.Upkeep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.aws.s3.S3FileIO;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

/** What the table of a stack has, read by Iceberg and without this project's code. */
final class TableFiles {

    private TableFiles() {}

    /** Where the table's metadata is, which each commit changes. */
    static String metadata(DeployedStack stack) {
        var person = AccessKey.PERSON;
        try (var glue = GlueClient.builder()
                .endpointOverride(URI.create(
                        Objects.requireNonNull(stack.aws().environment().get("AWS_ENDPOINT_URL_GLUE"))))
                .region(Region.of(stack.output("region")))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(person.id(), person.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return Objects.requireNonNull(glue.getTable(get ->
                            get.databaseName(stack.output("glueDatabase")).name("sealed_events"))
                    .table()
                    .parameters()
                    .get("metadata_location"));
        }
    }

    /** The keys of the current snapshot's files. */
    static List<String> of(DeployedStack stack) {
        var bucket = "s3://" + stack.output("lakeBucket") + "/";
        var keys = new ArrayList<String>();
        try (var io = new S3FileIO(() -> stack.aws().account().s3Client(AccessKey.PERSON))) {
            var table = new BaseTable(new StaticTableOperations(metadata(stack), io), "sealed_events");
            try (var tasks = table.newScan().planFiles()) {
                tasks.forEach(task -> keys.add(task.file().location().substring(bucket.length())));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return keys;
    }

    /** Deletes what runs have left over, as a run at that time does. */
    static void sweep(DeployedStack stack, Instant now) {
        var environment = stack.aws().environment();
        var properties = Map.of(
                "aws.endpointUrlS3", Objects.requireNonNull(environment.get("AWS_ENDPOINT_URL_S3")),
                "aws.endpointUrlGlue", Objects.requireNonNull(environment.get("AWS_ENDPOINT_URL_GLUE")),
                "aws.accessKeyId", AccessKey.PERSON.id(),
                "aws.secretAccessKey", AccessKey.PERSON.secret());
        properties.forEach(System::setProperty);
        try (var table = GlueTables.open(
                stack.output("region"), stack.output("glueDatabase"), stack.output("lakeBucket"), Duration.ofDays(7))) {
            Upkeep.sweep(table.load(), now);
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }
}
