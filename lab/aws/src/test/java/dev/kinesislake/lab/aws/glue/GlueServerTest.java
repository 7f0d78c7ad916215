package dev.kinesislake.lab.aws.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** The Data Catalog with AWS's own client, over HTTP. */
class GlueServerTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00.250Z");
    private static final String ARN_PREFIX = "arn:aws:glue:eu-west-1:123456789012:";

    private final Path folder;
    private final List<String> asked = new ArrayList<>();
    private final GlueServer server;
    private final GlueClient client;

    GlueServerTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Permissions all = (action, resource) -> asked.add(action + " " + resource);
        server = GlueServer.start(0, open(), ARN_PREFIX, id -> switch (id) {
            case "me" -> all;
            case "reader" -> (action, resource) -> action.startsWith("glue:Get") && !resource.contains("secret");
            default -> null;
        });
        client = client("me");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aTableIsGivenBackAsItWasCreated() {
        client.createDatabase(create -> create.databaseInput(input -> input.name("lake")));
        var input = TableInput.builder()
                .name("Events")
                .tableType("EXTERNAL_TABLE")
                .parameters(Map.of("table_type", "ICEBERG", "Metadata_Location", "s3://lake/1.json"))
                .storageDescriptor(of -> of.location("s3://lake/")
                        .columns(List.of(Column.builder()
                                .name("uuid")
                                .type("string")
                                .parameters(Map.of("iceberg.field.id", "6"))
                                .build())))
                .build();
        client.createTable(create -> create.databaseName("lake").tableInput(input));

        var table = table(client, "events");

        assertThat(table.name()).isEqualTo("events");
        assertThat(table.databaseName()).isEqualTo("lake");
        assertThat(table.parameters()).isEqualTo(input.parameters());
        assertThat(table.storageDescriptor()).isEqualTo(input.storageDescriptor());
        assertThat(table.versionId()).isEqualTo("0");
        assertThat(table.createTime()).isEqualTo(NOW);
        assertThat(client.getTables(get -> get.databaseName("lake").expression("e.*"))
                        .tableList())
                .containsExactly(table);
        assertThat(client.getTables(get -> get.databaseName("lake").expression("f.*"))
                        .tableList())
                .isEmpty();
        assertThat(client.getDatabase(get -> get.name("lake")).database().name())
                .isEqualTo("lake");
        assertThat(client.getDatabases(get -> {}).databaseList()).hasSize(1);
    }

    @Test
    void whatIsThereTwiceOrNotAtAllIsRefused() {
        assertThatThrownBy(() -> create("events")).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> client.getDatabase(get -> get.name("lake")))
                .isInstanceOf(EntityNotFoundException.class);
        client.createDatabase(create -> create.databaseInput(input -> input.name("lake")));
        assertThatThrownBy(() -> client.createDatabase(create -> create.databaseInput(input -> input.name("lake"))))
                .isInstanceOf(AlreadyExistsException.class);
        create("events");
        assertThatThrownBy(() -> create("EVENTS")).isInstanceOf(AlreadyExistsException.class);
        client.deleteTable(delete -> delete.databaseName("lake").name("events"));
        assertThatThrownBy(() -> table(client, "events")).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> update("events", "0")).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void anUpdateOfAnOlderVersionIsRefused() {
        client.createDatabase(create -> create.databaseInput(input -> input.name("lake")));
        create("events");
        update("events", "0");

        assertThatThrownBy(() -> update("events", "0")).isInstanceOf(ConcurrentModificationException.class);

        assertThat(table(client, "events").versionId()).isEqualTo("1");
    }

    @Test
    void ofUpdatesAtTheSameTimeOneSucceeds() throws Exception {
        client.createDatabase(create -> create.databaseInput(input -> input.name("lake")));
        create("events");
        var tries = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 32; i++) {
            tries.add(() -> {
                try {
                    update("events", "0");
                    return true;
                } catch (ConcurrentModificationException lost) {
                    return false;
                }
            });
        }
        var threads = Executors.newFixedThreadPool(8);
        int won = 0;
        for (var done : threads.invokeAll(tries)) {
            won += done.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(won).isOne();
        assertThat(table(client, "events").versionId()).isEqualTo("1");
    }

    @Test
    void callersDoWhatTheirPoliciesAllow() {
        client.createDatabase(create -> create.databaseInput(input -> input.name("lake")));
        create("events");
        create("secret");
        try (var reader = client("reader");
                var stranger = client("stranger")) {
            assertThat(table(reader, "events").name()).isEqualTo("events");
            assertThatThrownBy(() -> table(reader, "secret"))
                    .isInstanceOf(GlueException.class)
                    .hasMessageContaining("glue:GetTable on resource: " + ARN_PREFIX + "table/lake/secret");
            assertThatThrownBy(() -> table(stranger, "events"))
                    .isInstanceOf(GlueException.class)
                    .hasMessageContaining("security token");
        }
        assertThat(asked)
                .contains(
                        "glue:CreateTable " + ARN_PREFIX + "catalog",
                        "glue:CreateTable " + ARN_PREFIX + "database/lake",
                        "glue:CreateTable " + ARN_PREFIX + "table/lake/events");
    }

    @Test
    void tablesOutliveTheProcess() throws IOException {
        client.createDatabase(create -> create.databaseInput(input -> input.name("lake")));
        create("events");

        assertThat(open().hasTable("lake", "events")).isTrue();
    }

    private DataCatalog open() throws IOException {
        return DataCatalog.open(folder, "123456789012", () -> NOW);
    }

    private void create(String table) {
        client.createTable(create -> create.databaseName("lake").tableInput(input -> input.name(table)));
    }

    private void update(String table, String version) {
        client.updateTable(update -> update.databaseName("lake")
                .versionId(version)
                .skipArchive(true)
                .tableInput(input -> input.name(table)));
    }

    private static Table table(GlueClient client, String name) {
        return client.getTable(get -> get.databaseName("lake").name(name)).table();
    }

    private GlueClient client(String accessKeyId) {
        return GlueClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
