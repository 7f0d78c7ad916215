package dev.kinesislake.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.pulumi.test.PulumiTest;
import dev.kinesislake.app.MockAws.Declared;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.function.encode.parquet.Column;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.PersonalKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogueTest {

    private static final String DATABASE = "aws:glue/catalogDatabase:CatalogDatabase";
    private static final String TABLE = "aws:glue/catalogTable:CatalogTable";
    private static final String WORKGROUP = "aws:athena/workgroup:Workgroup";
    private static final String NAMED_QUERY = "aws:athena/namedQuery:NamedQuery";

    private static final Position POSITION = new Position("shardId-000000000000", "495", 0L);
    private static final Instant ARRIVAL = Instant.parse("2026-11-23T09:33:31.120Z");

    private final MockAws aws = new MockAws();

    @AfterEach
    void cleanup() {
        PulumiTest.cleanup();
    }

    @Test
    @DisplayName("the table of events has the columns of the objects that the function writes, in their types")
    void columnsOfEvents() throws IOException {
        deploy("prod", Map.of());

        var inFile = inObject(new EventParquet().encode(List.of(Rows.event("a", POSITION, ARRIVAL)), "attempt"));

        assertThat(inFile.remove("section")).isEqualTo("string");
        assertThat(columns(table("events"))).isEqualTo(inFile);
        assertThat(partitions(table("events"))).containsExactly("section string", "dt string", "hour string");
    }

    @ParameterizedTest
    @CsvSource({
        "STRING, string",
        "INT32, int",
        "INT64, bigint",
        "DOUBLE, double",
        "BOOLEAN, boolean",
        "TIMESTAMP, timestamp",
    })
    @DisplayName("each type of a column is one of Hive's")
    void types(Column.Type type, String hive) {
        assertThat(TableColumns.type(type)).isEqualTo(hive);
    }

    @Test
    @DisplayName("the table of failed rows has every member that the function writes, and the reason in the path")
    void columnsOfFailedRows() throws IOException {
        deploy("prod", Map.of());
        var row = List.of(Rows.failed("{\"metadata\":7}", POSITION, ARRIVAL));
        var members = new TreeSet<String>();
        for (var encoder : List.of(
                new FailedNdjson(),
                new FailedNdjson(PersonalKeys.create(new SecureRandom()).hmac()))) {
            members.addAll(JsonParser.parseString(gunzip(encoder.encode(row, "attempt")))
                    .getAsJsonObject()
                    .keySet());
        }

        var columns = new TreeSet<>(columns(table("failed")).keySet());
        columns.add("reason");
        assertThat(columns)
                .isEqualTo(new TreeSet<>(members.stream()
                        .map(member -> member.toLowerCase(Locale.ROOT))
                        .toList()));
        assertThat(partitions(table("failed"))).containsExactly("reason string", "dt string", "hour string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "failed"})
    @DisplayName("Athena projects the folders that the function writes to, and no others")
    void projection(String name) {
        deploy("prod", Map.of());
        var parameters = parameters(table(name));
        var template = parameters.remove("storage.location.template");
        var first = name.equals("events") ? "section" : "reason";
        var values = parameters.remove("projection." + first + ".values");

        assertThat(parameters)
                .isEqualTo(Map.of(
                        "EXTERNAL",
                        "TRUE",
                        "projection.enabled",
                        "true",
                        "projection." + first + ".type",
                        "enum",
                        "projection.dt.type",
                        "date",
                        "projection.dt.format",
                        "yyyy-MM-dd",
                        "projection.dt.range",
                        "2026-11-01,NOW",
                        "projection.hour.type",
                        "integer",
                        "projection.hour.range",
                        "0,23",
                        "projection.hour.digits",
                        "2"));
        var bucket = name.equals("events") ? "lake-bucket-1a2b3c4" : "failed-bucket-1a2b3c4";
        assertThat(folders(String.valueOf(template), first, String.valueOf(values)))
                .containsExactlyElementsOf(expectedFolders(name).stream()
                        .map(folder -> "s3://" + bucket + "/" + folder)
                        .toList());
        assertThat(storage(table(name)).get("location")).isEqualTo("s3://" + bucket + "/" + name + "/");
    }

    @Test
    @DisplayName("a section is listed as its path spells it")
    void escapedSections() {
        deploy("dev", Map.of("kinesis-lake:sections", "[\"b=c\",\"50% off/é's\",\"Toys & Games\"]"));

        assertThat(parameters(table("events")))
                .containsEntry("projection.section.type", "enum")
                .containsEntry("projection.section.values", "50%25 off%2Fé%27s,Toys & Games,b%3Dc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"Electronics\",\"Books, used\"]"})
    @DisplayName("queries name their sections where Athena can't list them")
    void injectedSections(String sections) {
        deploy("dev", Map.of("kinesis-lake:sections", sections));

        assertThat(parameters(table("events")))
                .containsEntry("projection.section.type", "injected")
                .doesNotContainKey("projection.section.values");
        assertThat(queriesOfEvents()).hasSize(3).allSatisfy(sql -> assertThat(sql)
                .contains(
                        sections.equals("[]")
                                ? "AND section IN ('Beauty-Prouducts', 'Electronics', 'Home-Decor')"
                                : "AND section IN ('Books, used', 'Electronics')"));
    }

    @Test
    @DisplayName("queries name no sections where Athena lists them")
    void listedSections() {
        deploy("prod", Map.of());
        assertThat(queriesOfEvents()).hasSize(3).allSatisfy(sql -> assertThat(sql)
                .doesNotContain("section IN"));
    }

    @Test
    @DisplayName("saved queries are for the stack's own tables and workgroup")
    void savedQueries() {
        deploy("prod", Map.of());
        assertThat(aws.all(NAMED_QUERY)).hasSize(4).allSatisfy(query -> assertThat(query.inputs())
                .containsEntry("database", "kinesis_lake_1a2b3c4")
                .containsEntry("workgroup", "catalogue-workgroup-1a2b3c4"));
    }

    @Test
    @DisplayName("the scan limit may be more than an int has")
    void scanLimit() {
        deploy("dev", Map.of("kinesis-lake:athenaScanLimitGb", "1000000"));
        var configuration =
                (Map<?, ?>) requireNonNull(aws.only(WORKGROUP).inputs().get("configuration"));
        assertThat(configuration.get("bytesScannedCutoffPerQuery")).isEqualTo(1e15);
    }

    @Test
    @DisplayName("a stack without a catalogue has nothing of it")
    void withoutCatalogue() {
        var result = aws.deploy("dev", Stacks.with("dev", Map.of("kinesis-lake:catalogue", "false")));
        assertThat(aws.all())
                .noneMatch(resource ->
                        resource.type().contains("glue") || resource.type().contains("athena"));
        assertThat(result.outputs()).doesNotContainKeys("glueDatabase", "glueTable", "athenaWorkgroup");
    }

    @Test
    @DisplayName("a protected stack protects what others add to: database and workgroup")
    void protection() {
        deploy("prod", Map.of());
        assertThat(aws.all().stream()
                        .filter(resource -> resource.type().contains("glue")
                                || resource.type().contains("athena"))
                        .filter(resource -> resource.options().isProtect())
                        .map(Declared::type))
                .containsExactly(WORKGROUP, DATABASE);
        assertThat(aws.only(WORKGROUP).inputs()).containsEntry("forceDestroy", false);
        PulumiTest.cleanup();
        deploy("dev", Map.of());
        assertThat(aws.only(WORKGROUP).inputs()).containsEntry("forceDestroy", true);
    }

    private void deploy(String stack, Map<String, String> changes) {
        aws.deploy(stack, Stacks.with(stack, changes));
    }

    private Declared table(String name) {
        return aws.all(TABLE).stream()
                .filter(table -> name.equals(table.inputs().get("name")))
                .findFirst()
                .orElseThrow();
    }

    private List<String> queriesOfEvents() {
        return aws.all(NAMED_QUERY).stream()
                .map(query -> String.valueOf(query.inputs().get("query")))
                .filter(sql -> sql.contains("FROM events"))
                .toList();
    }

    private static Map<?, ?> storage(Declared table) {
        return (Map<?, ?>) requireNonNull(table.inputs().get("storageDescriptor"));
    }

    private static Map<String, String> columns(Declared table) {
        var columns = new LinkedHashMap<String, String>();
        for (var column : (List<?>) requireNonNull(storage(table).get("columns"))) {
            var members = (Map<?, ?>) column;
            columns.put(String.valueOf(members.get("name")), String.valueOf(members.get("type")));
        }
        return columns;
    }

    private static List<String> partitions(Declared table) {
        return ((List<?>) requireNonNull(table.inputs().get("partitionKeys")))
                .stream()
                        .map(key -> (Map<?, ?>) key)
                        .map(key -> key.get("name") + " " + key.get("type"))
                        .toList();
    }

    private static Map<String, String> parameters(Declared table) {
        return texts(table.inputs().get("parameters"));
    }

    private static Map<String, String> texts(@Nullable Object map) {
        var texts = new LinkedHashMap<String, String>();
        ((Map<?, ?>) requireNonNull(map))
                .forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        return texts;
    }

    /** What Athena reads for one day. */
    private static List<String> folders(String template, String first, String values) {
        var folders = new ArrayList<String>();
        for (var value : values.split(",", -1)) {
            for (int hour = 0; hour <= 23; hour++) {
                folders.add(template.replace("${" + first + "}", value)
                        .replace("${dt}", "2026-11-23")
                        .replace("${hour}", String.format("%02d", hour)));
            }
        }
        return folders;
    }

    private static List<String> expectedFolders(String table) {
        var midnight = Instant.parse("2026-11-23T00:00:00Z");
        var hours = Stream.iterate(midnight, hour -> hour.plusSeconds(3600))
                .limit(24)
                .toList();
        return table.equals("events")
                ? Stream.of("Beauty-Prouducts", "Electronics", "Home-Decor")
                        .flatMap(section -> hours.stream().map(hour -> LakeLayout.lakePrefix(section, hour)))
                        .toList()
                : Stream.of(Reason.values())
                        .flatMap(reason -> hours.stream().map(hour -> LakeLayout.failedPrefix(reason, hour)))
                        .toList();
    }

    /** The columns of a Parquet object, in Hive's types. */
    private static Map<String, String> inObject(byte[] object) throws IOException {
        int length = ByteBuffer.wrap(object, object.length - 8, 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        var footer = Util.readFileMetaData(new ByteArrayInputStream(object, object.length - 8 - length, length));
        var columns = new LinkedHashMap<String, String>();
        requireNonNull(footer.getSchema()).stream()
                .filter(SchemaElement::isSetType)
                .forEach(element -> columns.put(element.getName(), hiveType(element)));
        return columns;
    }

    private static String hiveType(SchemaElement element) {
        return switch (requireNonNull(element.getType())) {
            case BYTE_ARRAY -> "string";
            case INT32 -> "int";
            case INT64 -> element.isSetLogicalType() ? "timestamp" : "bigint";
            case DOUBLE -> "double";
            case BOOLEAN -> "boolean";
            default -> throw new AssertionError(element);
        };
    }

    private static String gunzip(byte[] object) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(object))) {
            return new String(gzip.readAllBytes(), UTF_8);
        }
    }
}
