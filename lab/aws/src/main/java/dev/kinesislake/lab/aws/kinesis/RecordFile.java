package dev.kinesislake.lab.aws.kinesis;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a shard's records, one after the other: the partition key's length in two bytes, the partition key in UTF-8, the
 * data. Where each begins is known to the shard alone, so the file is of no use to another process.
 *
 * <p>It isn't a {@link java.nio.channels.FileChannel} because interrupting a thread that reads closes the channel for all others.
 */
final class RecordFile implements Closeable {

    private final Path path;
    private final RandomAccessFile writer;
    private final RandomAccessFile reader;
    private long length;

    private RecordFile(Path path, RandomAccessFile writer, RandomAccessFile reader) {
        this.path = path;
        this.writer = writer;
        this.reader = reader;
    }

    /** Makes an empty file, or empties the one that is there. */
    @SuppressWarnings("resource") // handed to the file, or closed below
    static RecordFile create(Path path) throws IOException {
        var writer = new RandomAccessFile(path.toFile(), "rw");
        try {
            writer.setLength(0);
            return new RecordFile(path, writer, new RandomAccessFile(path.toFile(), "r"));
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    /** Appends a record; returns the length of the file after it. A record that could not be written whole is not there. */
    long append(String partitionKey, byte[] data) {
        var key = partitionKey.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(Short.BYTES + key.length + data.length)
                .putShort((short) key.length)
                .put(key)
                .put(data)
                .array();
        synchronized (writer) {
            try {
                writer.seek(length);
                writer.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("could not write to " + path + ", " + e.getMessage(), e);
            }
            length += bytes.length;
            return length;
        }
    }

    /** The bytes from one record's begin to the end of it or of a later one. */
    ByteBuffer read(long from, long to) {
        var bytes = new byte[Math.toIntExact(to - from)];
        synchronized (reader) {
            try {
                reader.seek(from);
                reader.readFully(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("could not read " + path, e);
            }
        }
        return ByteBuffer.wrap(bytes);
    }

    static String partitionKey(ByteBuffer record) {
        var key = new byte[Short.toUnsignedInt(record.getShort())];
        record.get(key);
        return new String(key, StandardCharsets.UTF_8);
    }

    /** Closes and deletes the file. */
    @Override
    public void close() throws IOException {
        try (reader;
                writer) {
            Files.deleteIfExists(path);
        }
    }
}
