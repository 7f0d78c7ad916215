package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.encode.EventParquet;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;

/** The rows of a lake object, which has the position, the arrival and the whole event among its columns. */
public final class ParquetLakeRows {

    static final String SUFFIX = ".parquet";

    private ParquetLakeRows() {}

    /**
     * Reads the rows in their order.
     *
     * @throws IOException if that is no object of the lake; rows before the damage may have been handed on
     */
    public static void read(byte[] object, Consumer<LakeRow> rows) throws IOException {
        ParquetGroups.read(object, row -> rows.accept(row(row)));
    }

    /** What names the attempt that stored an object; empty where nothing does. */
    public static String attempt(byte[] object) throws IOException {
        try (var reader = ParquetFileReader.open(
                ParquetGroups.file(object),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
            return reader.getFileMetaData().getKeyValueMetaData().getOrDefault(EventParquet.ATTEMPT, "");
        } catch (RuntimeException damaged) {
            throw ParquetGroups.damaged(damaged);
        }
    }

    private static LakeRow row(Group row) {
        var sub = row.getFieldRepetitionCount("sub_sequence_number") == 0
                ? null
                : Long.valueOf(row.getLong("sub_sequence_number", 0));
        var position = new Position(row.getString("shard_id", 0), row.getString("sequence_number", 0), sub);
        var arrival = Instant.EPOCH.plus(row.getLong("arrival_time", 0), ChronoUnit.MICROS);
        return new LakeRow(
                position, arrival, new String(row.getBinary("event", 0).getBytes(), UTF_8));
    }
}
