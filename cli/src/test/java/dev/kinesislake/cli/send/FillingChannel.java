package dev.kinesislake.cli.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on a disk with room for a number of bytes: what is too long is cut, as by a file system that is full. */
final class FillingChannel implements SeekableByteChannel {

    private final SeekableByteChannel file;
    private final boolean truncates;
    private long room;

    FillingChannel(Path file, long room, boolean truncates) throws IOException {
        this.file = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.room = room;
        this.truncates = truncates;
    }

    void makeRoom() {
        room = Long.MAX_VALUE;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (room == 0) {
            throw new IOException("No space left on device");
        }
        var fitting = bytes.slice();
        fitting.limit((int) Math.min(room, fitting.limit()));
        int written = file.write(fitting);
        bytes.position(bytes.position() + written);
        room -= written;
        return written;
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        if (!truncates) {
            throw new IOException("Input/output error");
        }
        file.truncate(size);
        return this;
    }

    @Override
    public int read(ByteBuffer bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
