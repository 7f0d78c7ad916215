package dev.kinesislake.app;

import com.pulumi.aws.glue.inputs.CatalogTablePartitionKeyArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorColumnArgs;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.parquet.Column;
import dev.kinesislake.function.event.Metadata;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Columns as Glue's tables have them: names without capitals, types as Hive spells them. */
final class TableColumns {

    private static final String STRING = "string";
    private static final String BIGINT = "bigint";
    private static final String SUB_SEQUENCE_NUMBER = "subSequenceNumber";
    private static final String DATA_LENGTH = "dataLength";

    /** A failed row's members. The JSON SerDe ignores case. The reason is left out: the path has it. */
    private static final List<String> FAILED_MEMBERS = List.of(
            "detail",
            "path",
            "shardId",
            "sequenceNumber",
            SUB_SEQUENCE_NUMBER,
            "partitionKey",
            "arrivalTime",
            "data",
            DATA_LENGTH,
            "dataHash");

    private static final Set<String> NUMBERS = Set.of(SUB_SEQUENCE_NUMBER, DATA_LENGTH);

    private TableColumns() {}

    /** Those of the lake's objects, but for the section: the path has it, and Glue refuses a name that is there twice. */
    static List<CatalogTableStorageDescriptorColumnArgs> ofEvents() {
        return EventParquet.columns().stream()
                .filter(column -> !column.name().equals(Metadata.SECTION))
                .map(column -> column(column.name(), type(column.type())))
                .toList();
    }

    static List<CatalogTableStorageDescriptorColumnArgs> ofFailed() {
        return FAILED_MEMBERS.stream()
                .map(member -> column(member, NUMBERS.contains(member) ? BIGINT : STRING))
                .toList();
    }

    static List<CatalogTablePartitionKeyArgs> inPath(String first) {
        return Stream.of(first, "dt", "hour")
                .map(name -> CatalogTablePartitionKeyArgs.builder()
                        .name(name)
                        .type(STRING)
                        .build())
                .toList();
    }

    static String type(Column.Type type) {
        return switch (type) {
            case STRING -> STRING;
            case INT32 -> "int";
            case INT64 -> BIGINT;
            case DOUBLE -> "double";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "timestamp";
        };
    }

    private static CatalogTableStorageDescriptorColumnArgs column(String name, String type) {
        return CatalogTableStorageDescriptorColumnArgs.builder()
                .name(name.toLowerCase(Locale.ROOT))
                .type(type)
                .build();
    }
}
