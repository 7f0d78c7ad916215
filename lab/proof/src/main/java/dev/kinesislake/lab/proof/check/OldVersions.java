package dev.kinesislake.lab.proof.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.failed.FailedObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/** What a version of an object holds, whether or not readers get it. */
public final class OldVersions {

    private static final int AVRO_SYNC_BYTES = 16;
    private static final int BUFFER_BYTES = 8_192;

    /** The length of the footer, and the magic number. */
    private static final int PARQUET_TAIL_BYTES = 8;

    private OldVersions() {}

    /** The positions of its rows, or of the events in a discarded batch; none of what is neither. */
    public static List<Position> positions(String key, byte[] body, Ledger ledger) {
        var positions = new ArrayList<Position>();
        try {
            if (key.endsWith(".parquet")) {
                ParquetObject.read(
                        body,
                        row -> positions.add(new Position(
                                String.valueOf(row.get("shard_id")), String.valueOf(row.get("sequence_number")), (Long)
                                        row.get("sub_sequence_number"))));
            } else if (key.startsWith(LakeLayout.FAILED_PREFIX)) {
                FailedObject.open(key, body)
                        .forEach(row -> positions.add(row.record().position()));
            } else if (key.startsWith(LakeLayout.UNPROCESSED_PREFIX)) {
                for (var record :
                        DiscardedBatch.read(key, new ByteArrayInputStream(body)).records()) {
                    positions.addAll(ledger.events(record.shardId(), record.sequenceNumber()));
                }
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException("object " + key + " can't be read", damaged);
        }
        return positions;
    }

    /** What can be read in it beside its rows, a byte a character: decompressed where it is compressed as a whole. */
    public static String text(String key, byte[] body) {
        try {
            if (key.endsWith(".gz")) {
                return new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), ISO_8859_1);
            }
            if (key.endsWith(".parquet")) {
                return footer(body);
            }
            return new String(key.endsWith(".avro") ? avro(body) : body, ISO_8859_1);
        } catch (IOException | DataFormatException damaged) {
            throw new IllegalStateException("object " + key + " can't be read", damaged);
        }
    }

    /** Where a file of Parquet has the least and the greatest value of each column; pages are compressed. */
    private static String footer(byte[] file) {
        int end = file.length - PARQUET_TAIL_BYTES;
        int length = ByteBuffer.wrap(file, end, Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return new String(file, end - length, length, ISO_8859_1);
    }

    /** The blocks of a file of Avro (Apache Avro Specification, "Object Container Files"). */
    private static byte[] avro(byte[] file) throws DataFormatException {
        var sync = Arrays.copyOfRange(file, file.length - AVRO_SYNC_BYTES, file.length);
        int header = new String(file, ISO_8859_1).indexOf(new String(sync, ISO_8859_1)) + AVRO_SYNC_BYTES;
        var blocks = ByteBuffer.wrap(file, header, file.length - header);
        var content = new ByteArrayOutputStream();
        while (blocks.hasRemaining()) {
            number(blocks);
            var block = new byte[(int) number(blocks)];
            blocks.get(block);
            blocks.position(blocks.position() + AVRO_SYNC_BYTES);
            inflate(block, content);
        }
        return content.toByteArray();
    }

    private static void inflate(byte[] block, ByteArrayOutputStream content) throws DataFormatException {
        var inflater = new Inflater(true);
        inflater.setInput(block);
        var buffer = new byte[BUFFER_BYTES];
        for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
            content.write(buffer, 0, n);
        }
        inflater.end();
    }

    private static long number(ByteBuffer in) {
        long zigzag = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            zigzag |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return zigzag >>> 1 ^ -(zigzag & 1);
            }
        }
    }
}
