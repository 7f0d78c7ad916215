package dev.kinesislake.lab.readers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** A file as Apache's reader in Java sees it. */
final class ApacheFile {

    private final InputFile file;
    private final MessageType schema;
    private final List<ColumnChunkMetaData> chunks;

    ApacheFile(Path path) throws IOException {
        file = new LocalInputFile(path);
        var options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (var reader = ParquetFileReader.open(file, options)) {
            schema = reader.getFileMetaData().getSchema();
            chunks = reader.getRowGroups().get(0).getColumns();
        }
    }

    boolean has(String column) {
        return schema.containsField(column);
    }

    List<String> columns() {
        return schema.getFields().stream().map(field -> field.getName()).toList();
    }

    /** What the footer says of a column. */
    Statistics<?> statistics(String column) {
        return chunks.stream()
                .filter(chunk -> chunk.getPath().toDotString().equals(column))
                .findFirst()
                .orElseThrow()
                .getStatistics();
    }

    List<Group> rows(@Nullable FilterPredicate filter) throws IOException {
        var builder = new Builder(file);
        var rows = new ArrayList<Group>();
        try (var reader = (filter == null ? builder : builder.withFilter(FilterCompat.get(filter))).build()) {
            for (var row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }

    @Nullable Object value(Group row, String column) {
        if (!has(column) || row.getFieldRepetitionCount(column) == 0) {
            return null;
        }
        return switch (schema.getType(column).asPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> row.getString(column, 0);
            case INT32 -> row.getInteger(column, 0);
            case INT64 -> row.getLong(column, 0);
            case DOUBLE -> row.getDouble(column, 0);
            case BOOLEAN -> row.getBoolean(column, 0);
            case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY -> throw new IllegalArgumentException(column);
        };
    }

    private static final class Builder extends ParquetReader.Builder<Group> {

        Builder(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
