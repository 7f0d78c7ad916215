package dev.kinesislake.function.decode;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

/**
 * Decompresses zstd (RFC 8878), all of its frames. Each frame is decompressed in one call, for which the output is its window: a frame that asks
 * for a window of gigabytes takes no more memory than another.
 */
final class ZstdReader {

    private static final int FRAME = 0xFD2FB528;
    private static final int SKIPPABLE = 0x184D2A50;
    private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
    private static final int SKIPPABLE_HEADER = 8;

    /** A frame without a size is tried with room for as many times its own bytes first. */
    private static final int USUAL_RATIO = 8;

    private final byte[] in;
    private int at;

    ZstdReader(byte[] in) {
        this.in = in;
    }

    /** Whether bytes begin with a frame, or with a skippable one, as those of {@code pzstd} do. */
    static boolean hasMagic(byte[] data) {
        return data.length >= 4 && (magic(data, 0) == FRAME || isSkippable(magic(data, 0)));
    }

    private static boolean isSkippable(int magic) {
        return (magic & SKIPPABLE_MASK) == SKIPPABLE;
    }

    private static int magic(byte[] data, int at) {
        return (data[at] & 0xFF) | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF) << 16 | data[at + 3] << 24;
    }

    void readTo(BoundedOutput out) throws BadCompressionException, TooLargeException {
        while (at < in.length) {
            int magic = in.length - at < 4 ? 0 : magic(in, at);
            if (isSkippable(magic)) {
                skip();
            } else if (magic == FRAME) {
                frame(out);
            } else {
                throw new BadCompressionException("has " + (in.length - at) + " bytes behind the end of its zstd");
            }
        }
    }

    private void skip() throws BadCompressionException {
        if (in.length - at < SKIPPABLE_HEADER) {
            throw cutOff();
        }
        long length = SKIPPABLE_HEADER + Integer.toUnsignedLong(magic(in, at + 4));
        if (length > in.length - at) {
            throw cutOff();
        }
        at += (int) length;
    }

    private void frame(BoundedOutput out) throws BadCompressionException, TooLargeException {
        int length = frameLength();
        long size = Zstd.getFrameContentSize(in, at, length);
        if (size > out.limit() - out.length()) {
            throw BoundedOutput.tooLarge();
        }
        long wanted = size >= 0 ? size : (long) USUAL_RATIO * length;
        while (true) {
            if (wanted > out.room()) {
                out.makeRoom(wanted);
            }
            int room = (int) Math.min(wanted, out.room());
            try {
                out.wrote((int) Zstd.decompressByteArray(out.bytes(), out.length(), room, in, at, length));
                at += length;
                return;
            } catch (ZstdException e) {
                if (e.getErrorCode() != Zstd.errDstSizeTooSmall() || size >= 0) {
                    out.wasted(room);
                    throw new BadCompressionException("is zstd that is damaged");
                }
                if (room < wanted) {
                    throw BoundedOutput.tooLarge();
                }
                wanted *= 2;
            }
        }
    }

    private int frameLength() throws BadCompressionException {
        try {
            return (int) Zstd.findFrameCompressedSize(in, at, in.length - at);
        } catch (ZstdException e) {
            throw cutOff();
        }
    }

    private static BadCompressionException cutOff() {
        return new BadCompressionException("is zstd that is cut off or damaged");
    }
}
