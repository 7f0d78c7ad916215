package dev.kinesislake.function.decode;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Decompresses gzip (RFC 1952), all of its members. {@code GZIPInputStream} takes whatever follows the last member for its end, and so would
 * lose it.
 */
final class GzipReader {

    private static final int ID1 = 0x1F;
    private static final int ID2 = 0x8B;

    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;
    private static final int RESERVED = 0xE0;

    private static final int HEADER = 10;
    private static final int TRAILER = 8;

    /** How much deflate makes of a byte at most. */
    private static final int MAX_RATIO = 1032;

    private final byte[] in;
    private int at;

    GzipReader(byte[] in) {
        this.in = in;
    }

    static boolean hasMagic(byte[] data) {
        return data.length >= 2 && (data[0] & 0xFF) == ID1 && (data[1] & 0xFF) == ID2;
    }

    void readTo(BoundedOutput out) throws BadCompressionException, TooLargeException {
        var inflater = new Inflater(true);
        try {
            while (at < in.length) {
                header();
                member(inflater, out);
                inflater.reset();
            }
        } finally {
            inflater.end();
        }
    }

    private void header() throws BadCompressionException {
        int start = at;
        if (start > 0 && (u8(start) != ID1 || in.length - start < 2 || u8(start + 1) != ID2)) {
            throw new BadCompressionException("has " + (in.length - start) + " bytes behind the end of its gzip");
        }
        require(HEADER);
        int flags = u8(start + 3);
        if (u8(start + 2) != Deflater.DEFLATED || (flags & RESERVED) != 0) {
            throw new BadCompressionException("has a gzip header that is damaged");
        }
        at += HEADER;
        if ((flags & FEXTRA) != 0) {
            require(2);
            int length = u16(at);
            at += 2;
            require(length);
            at += length;
        }
        if ((flags & FNAME) != 0) {
            skipString();
        }
        if ((flags & FCOMMENT) != 0) {
            skipString();
        }
        if ((flags & FHCRC) != 0) {
            require(2);
            if ((crc(in, start, at) & 0xFFFF) != u16(at)) {
                throw new BadCompressionException("has a gzip header that is damaged");
            }
            at += 2;
        }
    }

    private void skipString() throws BadCompressionException {
        do {
            require(1);
        } while (in[at++] != 0);
    }

    private void member(Inflater inflater, BoundedOutput out) throws BadCompressionException, TooLargeException {
        int start = out.length();
        var crc = new CRC32();
        inflater.setInput(in, at, in.length - at);
        while (!inflater.finished()) {
            if (out.room() == 0) {
                out.makeRoom(expected(inflater.getRemaining()));
            }
            int count = inflate(inflater, out);
            crc.update(out.bytes(), out.length(), count);
            out.wrote(count);
            if (count == 0 && !inflater.finished()) {
                throw inflater.needsDictionary() ? damaged() : cutOff();
            }
        }
        at = in.length - inflater.getRemaining();
        require(TRAILER);
        if (u32(at) != crc.getValue() || u32(at + 4) != out.length() - start) {
            throw damaged();
        }
        at += TRAILER;
    }

    private static int inflate(Inflater inflater, BoundedOutput out) throws BadCompressionException {
        try {
            return inflater.inflate(out.bytes(), out.length(), out.room());
        } catch (DataFormatException e) {
            throw damaged();
        }
    }

    /** The length that the last member says it has, as far as that can be. */
    private long expected(int remaining) {
        return Math.min(u32(in.length - 4), (long) MAX_RATIO * remaining);
    }

    private void require(int count) throws BadCompressionException {
        if (in.length - at < count) {
            throw cutOff();
        }
    }

    private static BadCompressionException cutOff() {
        return new BadCompressionException("is gzip that is cut off");
    }

    private static BadCompressionException damaged() {
        return new BadCompressionException("is gzip that is damaged");
    }

    private static long crc(byte[] in, int start, int end) {
        var crc = new CRC32();
        crc.update(in, start, end - start);
        return crc.getValue();
    }

    private int u8(int position) {
        return in[position] & 0xFF;
    }

    private int u16(int position) {
        return u8(position) | u8(position + 1) << 8;
    }

    private long u32(int position) {
        return u16(position) | (long) u16(position + 2) << 16;
    }
}
