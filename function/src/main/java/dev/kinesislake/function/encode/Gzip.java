package dev.kinesislake.function.encode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses objects with gzip (RFC 1952), one after the other. {@code GZIPOutputStream} makes a deflater, which has a quarter of a
 * megabyte, anew for each object, and calls it for each write; this keeps it and gives it a buffer full at a time.
 */
final class Gzip extends OutputStream {

    /** gzip's own default; level 1 is three times as fast, and its objects are a quarter larger for as long as they're kept. */
    private static final int LEVEL = 6;

    /** A file name follows ({@code FNAME}, ended by a zero): of the header's optional fields the one that every reader skips. No time. */
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 8, 0, 0, 0, 0, 0, (byte) 0xFF};

    private static final int BUFFER = 32 * 1024;

    private static final Pool<Gzip> POOL = new Pool<>(Gzip::new);

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 crc = new CRC32();
    private final byte[] plain = new byte[BUFFER];
    private final byte[] compressed = new byte[BUFFER];
    private int length;
    private ByteArrayOutputStream object = new ByteArrayOutputStream();

    private Gzip() {}

    /**
     * Begins an object.
     *
     * @param name what the header gives as the file's name, ASCII
     */
    static Gzip begin(String name) {
        var gzip = POOL.take();
        gzip.deflater.reset();
        gzip.crc.reset();
        gzip.length = 0;
        gzip.object = new ByteArrayOutputStream();
        gzip.object.writeBytes(HEADER);
        gzip.object.writeBytes(name.getBytes(US_ASCII));
        gzip.object.write(0);
        return gzip;
    }

    @Override
    public void write(int b) {
        if (length == BUFFER) {
            deflate();
        }
        plain[length++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        for (int done = 0; done < count; ) {
            if (length == BUFFER) {
                deflate();
            }
            int part = Math.min(count - done, BUFFER - length);
            System.arraycopy(from, offset + done, plain, length, part);
            length += part;
            done += part;
        }
    }

    /** Ends the object and returns all of it; the next one is somebody else's. */
    byte[] finish() {
        deflater.finish();
        deflate();
        var trailer = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        trailer.putInt((int) crc.getValue()).putInt(deflater.getTotalIn());
        object.writeBytes(trailer.array());
        var whole = object.toByteArray();
        object = new ByteArrayOutputStream();
        POOL.giveBack(this);
        return whole;
    }

    private void deflate() {
        crc.update(plain, 0, length);
        deflater.setInput(plain, 0, length);
        length = 0;
        for (int part = deflater.deflate(compressed); part > 0; part = deflater.deflate(compressed)) {
            object.write(compressed, 0, part);
        }
    }
}
