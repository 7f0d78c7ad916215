package dev.kinesislake.app;

import com.pulumi.aws.athena.NamedQuery;
import com.pulumi.aws.athena.NamedQueryArgs;
import com.pulumi.aws.glue.CatalogDatabase;
import com.pulumi.aws.glue.CatalogDatabaseArgs;
import com.pulumi.aws.glue.CatalogTable;
import com.pulumi.aws.glue.CatalogTableArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorColumnArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorSerDeInfoArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.kinesislake.app.config.CatalogueConfig;
import dev.kinesislake.function.partition.LakeLayout;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tables of the events and the failed rows, and a workgroup in which Athena queries them. */
final class Catalogue extends ComponentResource {

    /** Also begins the database's name on AWS, which Iceberg's clients take without hyphens only. */
    private static final String DATABASE = "kinesis_lake";

    private final String name;
    private final CatalogDatabase database;
    private final CatalogTable events;
    private final Workgroup workgroup;

    Catalogue(
            String name,
            LakeBucket lake,
            LakeBucket failed,
            CatalogueConfig config,
            Set<String> sections,
            Removal removal,
            Map<String, String> tags) {
        super("kinesis-lake:app:Catalogue", name);
        this.name = name;
        database = new CatalogDatabase(
                DATABASE,
                CatalogDatabaseArgs.builder()
                        .name(lake.suffix().applyValue(suffix -> DATABASE + "_" + suffix.replaceAll("[^a-z0-9]", "_")))
                        .description("What the lake holds")
                        .tags(tags)
                        .build(),
                options(this).protect(removal.isRefused()).build());
        events = eventsTable(lake, sections);
        failedTable(failed);
        workgroup = new Workgroup(
                name + "-workgroup",
                new Workgroup.Args(
                        "Queries the lake",
                        removal.isWithContents(),
                        config.scanLimitBytes(),
                        lake.uri(LakeLayout.QUERY_RESULTS_PREFIX),
                        tags),
                options(this).protect(removal.isRefused()));
        SavedQuery.of(sections).forEach(this::save);
        registerOutputs(Map.of("databaseName", databaseName(), "workgroupName", workgroupName()));
    }

    Output<String> databaseName() {
        return database.name();
    }

    Output<String> eventsTableName() {
        return events.name();
    }

    Output<String> workgroupName() {
        return workgroup.name();
    }

    private CatalogTable eventsTable(LakeBucket lake, Set<String> sections) {
        var parquet = storage(
                lake.uri(LakeLayout.EVENTS_PREFIX),
                "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                TableColumns.ofEvents());
        return table(
                "events",
                CatalogTableArgs.builder()
                        .description("The lake's rows")
                        .partitionKeys(TableColumns.inPath("section"))
                        .parameters(
                                lake.bucketName().applyValue(bucket -> PartitionProjection.ofEvents(bucket, sections)))
                        .storageDescriptor(parquet));
    }

    private CatalogTable failedTable(LakeBucket failed) {
        var json = storage(
                failed.uri(LakeLayout.FAILED_PREFIX),
                "org.apache.hadoop.mapred.TextInputFormat",
                "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                // OpenX's may give more or fewer rows (Athena User Guide, "OpenX JSON SerDe").
                "org.apache.hive.hcatalog.data.JsonSerDe",
                TableColumns.ofFailed());
        return table(
                "failed",
                CatalogTableArgs.builder()
                        .description("Records that are no valid events, with the reason")
                        .partitionKeys(TableColumns.inPath("reason"))
                        .parameters(failed.bucketName().applyValue(PartitionProjection::ofFailed))
                        .storageDescriptor(json));
    }

    private static Output<CatalogTableStorageDescriptorArgs> storage(
            Output<String> folder,
            String inputFormat,
            String outputFormat,
            String serDe,
            List<CatalogTableStorageDescriptorColumnArgs> columns) {
        return folder.applyValue(location -> CatalogTableStorageDescriptorArgs.builder()
                .location(location)
                .inputFormat(inputFormat)
                .outputFormat(outputFormat)
                .serDeInfo(CatalogTableStorageDescriptorSerDeInfoArgs.builder()
                        .serializationLibrary(serDe)
                        .build())
                .columns(columns)
                .build());
    }

    private CatalogTable table(String table, CatalogTableArgs.Builder args) {
        return new CatalogTable(
                name + "-" + table,
                args.name(table)
                        .databaseName(database.name())
                        .tableType("EXTERNAL_TABLE")
                        .build(),
                options(database).build());
    }

    private void save(SavedQuery query) {
        new NamedQuery(
                name + "-" + query.id(),
                NamedQueryArgs.builder()
                        .name(query.name())
                        .description(query.description())
                        .database(database.name())
                        .workgroup(workgroup.name())
                        .query(query.sql())
                        .build(),
                options(workgroup).build());
    }

    private static CustomResourceOptions.Builder options(Resource parent) {
        return CustomResourceOptions.builder().parent(parent);
    }
}
