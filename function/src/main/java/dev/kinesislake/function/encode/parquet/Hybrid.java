package dev.kinesislake.function.encode.parquet;

/** Parquet's RLE/bit-packing hybrid, for small numbers: here either one run of the same number, or one run of packed ones. */
final class Hybrid {

    /** Packed numbers come in so many, so that a group is a whole number of bytes. */
    private static final int GROUP = 8;

    private Hybrid() {}

    /** The bits that a number below a bound needs. */
    static int width(int bound) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(bound - 1);
    }

    /**
     * Writes numbers.
     *
     * @param width their bits, 0 to 8
     */
    static void write(byte[] numbers, int count, int width, Bytes to) {
        if (areTheSame(numbers, count)) {
            to.writeVarint(count << 1);
            if (width > 0) {
                to.write(numbers[0]);
            }
        } else {
            to.writeVarint((groups(count) << 1) | 1);
            pack(numbers, count, width, to);
        }
    }

    private static boolean areTheSame(byte[] numbers, int count) {
        for (int i = 1; i < count; i++) {
            if (numbers[i] != numbers[0]) {
                return false;
            }
        }
        return true;
    }

    private static int groups(int count) {
        return (count + GROUP - 1) / GROUP;
    }

    /** Packs numbers without a header, and fills up the last group with zeros. */
    static void pack(byte[] numbers, int count, int width, Bytes to) {
        int packed = 0;
        int bits = 0;
        for (int i = 0; i < groups(count) * GROUP; i++) {
            packed |= (i < count ? numbers[i] & 0xFF : 0) << bits;
            bits += width;
            while (bits >= Byte.SIZE) {
                to.write(packed);
                packed >>>= Byte.SIZE;
                bits -= Byte.SIZE;
            }
        }
    }
}
