package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.store.StoredObject;
import dev.kinesislake.redrive.lake.ParquetGroups;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/** A Parquet object of the lake with other rows than the consumer has put in it. */
final class RewrittenParquet {

    private RewrittenParquet() {}

    /** The object, if it is Parquet, with its rows changed. */
    static StoredObject of(StoredObject object, Consumer<List<Group>> change) {
        if (!object.key().endsWith(".parquet")) {
            return object;
        }
        try {
            var rows = read(object.body());
            change.accept(rows);
            return new StoredObject(
                    object.bucket(),
                    object.key(),
                    object.contentType(),
                    object.provenance(),
                    write(rows, object.provenance().attempt().toString()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A row with another value in a column. */
    static Group with(Group row, String column, String value) {
        var changed = new SimpleGroup(row.getType());
        for (int i = 0; i < row.getType().getFieldCount(); i++) {
            if (row.getFieldRepetitionCount(i) > 0) {
                boolean isChanged = row.getType().getFieldName(i).equals(column);
                switch (row.getType().getType(i).asPrimitiveType().getPrimitiveTypeName()) {
                    case INT64 -> changed.add(i, row.getLong(i, 0));
                    case INT32 -> changed.add(i, row.getInteger(i, 0));
                    case BOOLEAN -> changed.add(i, row.getBoolean(i, 0));
                    case DOUBLE -> changed.add(i, row.getDouble(i, 0));
                    case FLOAT -> changed.add(i, row.getFloat(i, 0));
                    case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                        changed.add(i, isChanged ? Binary.fromString(value) : row.getBinary(i, 0));
                }
            }
        }
        return changed;
    }

    private static List<Group> read(byte[] body) throws IOException {
        var rows = new ArrayList<Group>();
        ParquetGroups.read(body, rows::add);
        return rows;
    }

    private static byte[] write(List<Group> rows, String attempt) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var type = (MessageType) rows.get(0).getType();
        try (var writer = ExampleParquetWriter.builder(new Output(bytes))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .withExtraMetaData(Map.of(EventParquet.ATTEMPT, attempt))
                .build()) {
            for (var row : rows) {
                writer.write(row);
            }
        }
        return bytes.toByteArray();
    }

    private record Output(ByteArrayOutputStream bytes) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new DelegatingPositionOutputStream(bytes) {
                @Override
                public long getPos() {
                    return bytes.size();
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
