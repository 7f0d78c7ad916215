package dev.kinesislake.function;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/** A Parquet object as Parquet's own reader sees it. */
public final class ParquetObject {

    private final String schema;
    private final int rowGroups;
    private final List<ColumnChunkMetaData> chunks;
    private final List<Group> rows = new ArrayList<>();

    private ParquetObject(InputFile file) throws IOException {
        var options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (var reader = ParquetFileReader.open(file, options)) {
            schema = reader.getFileMetaData().getSchema().toString();
            rowGroups = reader.getRowGroups().size();
            chunks = reader.getRowGroups().get(0).getColumns();
        }
        try (var reader = new Builder(file).build()) {
            for (var row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
    }

    public static ParquetObject of(byte[] object) throws IOException {
        var file = Files.createTempFile("object", ".parquet");
        try {
            Files.write(file, object);
            return new ParquetObject(new LocalInputFile(file));
        } finally {
            Files.delete(file);
        }
    }

    public String schema() {
        return schema;
    }

    public int rowGroups() {
        return rowGroups;
    }

    /** What the first row group says of a column. */
    public ColumnChunkMetaData chunk(String column) {
        return chunks.stream()
                .filter(chunk -> chunk.getPath().toDotString().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /** The values of these columns, row by row, as texts. */
    public List<List<@Nullable String>> rows(String... columns) {
        return rows.stream()
                .map(row -> Arrays.stream(columns)
                        .<@Nullable String>map(column -> row.getFieldRepetitionCount(column) == 0
                                ? null
                                : row.getValueToString(row.getType().getFieldIndex(column), 0))
                        .toList())
                .toList();
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
