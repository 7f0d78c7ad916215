package dev.kinesislake.function.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.encode.parquet.Column;
import dev.kinesislake.function.encode.parquet.ParquetFile;
import dev.kinesislake.function.encode.parquet.Schema;
import dev.kinesislake.function.event.Member;
import dev.kinesislake.function.event.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lake's rows as Parquet. */
public final class EventParquet implements RowEncoder<Decoded.Valid> {

    /** The key in the footer's metadata that holds the attempt. */
    public static final String ATTEMPT = "kinesis-lake.attempt";

    private final byte[][] names;
    private final Schema<EventCells> schema;

    public EventParquet() {
        this(Payload.class);
    }

    /** For a payload of another type. */
    public EventParquet(Class<? extends Record> payload) {
        var members = Member.of(payload);
        names = members.stream().map(member -> member.name().getBytes(UTF_8)).toArray(byte[][]::new);
        schema = EventColumns.schema(members);
    }

    /** The columns of the lake's objects, in the order of the file. */
    public static List<Column<?>> columns() {
        return columns(Payload.class);
    }

    /** Those of objects with a payload of another type. */
    public static List<Column<?>> columns(Class<? extends Record> payload) {
        return List.copyOf(EventColumns.schema(Member.of(payload)).columns());
    }

    @Override
    public String suffix() {
        return ".parquet";
    }

    @Override
    public String contentType() {
        return "application/vnd.apache.parquet";
    }

    @Override
    public byte[] encode(List<Decoded.Valid> rows, String attempt) throws IOException {
        var cells = new ArrayList<EventCells>(rows.size());
        for (var row : rows) {
            cells.add(new EventCells(row, names));
        }
        return ParquetFile.of(schema, cells, Map.of(ATTEMPT, attempt));
    }
}
