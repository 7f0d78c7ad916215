package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.encode.RowEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The lake's rows as earlier versions stored them where the stack's format was NDJSON. */
final class NdjsonEvents implements RowEncoder<Decoded.Valid> {

    private static final int GZIP_HEADER = 10;
    private static final int GZIP_FLAGS = 3;
    private static final int GZIP_NAME = 8;

    @Override
    public String suffix() {
        return ".ndjson.gz";
    }

    @Override
    public String contentType() {
        return "application/gzip";
    }

    @Override
    public byte[] encode(List<Decoded.Valid> rows, String attempt) throws IOException {
        var lines = rows.stream().map(NdjsonEvents::line).toList();
        return named(attempt, gzip(String.join("\n", lines) + "\n"));
    }

    private static String line(Decoded.Valid row) {
        var event = row.event().toString();
        var position = row.record().position();
        var sub = position.subSequenceNumber() == null ? "" : ",\"subSequenceNumber\":" + position.subSequenceNumber();
        return event.substring(0, event.length() - 1) + ",\"_ingest\":{\"shardId\":\"" + position.shardId()
                + "\",\"sequenceNumber\":\"" + position.sequenceNumber() + "\"" + sub + ",\"arrivalTime\":\""
                + row.record().arrivalTime() + "\"}}";
    }

    static byte[] gzip(String text) throws IOException {
        var object = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(object)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return object.toByteArray();
    }

    /** With the attempt that stored it in its header. */
    private static byte[] named(String attempt, byte[] gzip) {
        var object = new ByteArrayOutputStream();
        object.write(gzip, 0, GZIP_HEADER);
        object.writeBytes((attempt + "\0").getBytes(US_ASCII));
        object.writeBytes(Arrays.copyOfRange(gzip, GZIP_HEADER, gzip.length));
        var bytes = object.toByteArray();
        bytes[GZIP_FLAGS] = GZIP_NAME;
        return bytes;
    }
}
