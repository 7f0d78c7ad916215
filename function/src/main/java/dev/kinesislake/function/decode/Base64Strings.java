package dev.kinesislake.function.decode;

import java.util.Arrays;

/**
 * Decodes JSON strings that are base64, each from its first character up to its closing quote, without looking for that one first. The
 * JDK's decoder takes twice as long with what has to be done around it: most of an invocation is base64, and a function has no second
 * compiler, with which the JDK's would be the faster one.
 */
final class Base64Strings {

    /** The value of each digit, -1 for every other byte. */
    private static final int[] DIGITS = new int[256];

    static {
        Arrays.fill(DIGITS, -1);
        var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int value = 0; value < digits.length(); value++) {
            DIGITS[digits.charAt(value)] = value;
        }
    }

    /** What eight digits stand for. */
    private static final int SIX_BYTES = 6;

    private final byte[] in;
    private final int end;

    /** Kept from one string to the next, since a string's length is known at its end only. */
    private byte[] decoded = new byte[1024];

    private int length;
    private int at;

    /** For texts that stand before {@code end}. */
    Base64Strings(byte[] in, int end) {
        this.in = in;
        this.end = end;
    }

    /**
     * Decodes a string.
     *
     * @param start of its first character
     * @return whether it was base64 with its padding and nothing else
     */
    boolean decode(int start) {
        at = start;
        length = 0;
        eightDigitsAtATime();
        while (decoded.length - length < SIX_BYTES) {
            decoded = Arrays.copyOf(decoded, 2 * decoded.length);
            eightDigitsAtATime();
        }
        return rest();
    }

    /** Where the quote behind the decoded string stands. */
    int end() {
        return at;
    }

    /** What was decoded. */
    byte[] bytes() {
        return Arrays.copyOf(decoded, length);
    }

    /**
     * Decodes while there are eight digits, and room for what they stand for. Bounds that don't change inside the loop make it a third
     * faster: the first compiler leaves out the checks that they cover.
     */
    private void eightDigitsAtATime() {
        var from = in;
        var to = decoded;
        var digits = DIGITS;
        int lastStart = end - Long.BYTES;
        int lastRoom = to.length - SIX_BYTES;
        int i = at;
        int o = length;
        while (i <= lastStart && o <= lastRoom) {
            long eight = JsonStrings.eightBytes(from, i);
            int low = (int) eight;
            int high = (int) (eight >>> 32);
            int first = digits[low & 0xFF] << 18
                    | digits[low >>> 8 & 0xFF] << 12
                    | digits[low >>> 16 & 0xFF] << 6
                    | digits[low >>> 24];
            int second = digits[high & 0xFF] << 18
                    | digits[high >>> 8 & 0xFF] << 12
                    | digits[high >>> 16 & 0xFF] << 6
                    | digits[high >>> 24];
            if ((first | second) < 0) {
                break;
            }
            to[o] = (byte) (first >> 16);
            to[o + 1] = (byte) (first >> 8);
            to[o + 2] = (byte) first;
            to[o + 3] = (byte) (second >> 16);
            to[o + 4] = (byte) (second >> 8);
            to[o + 5] = (byte) second;
            o += SIX_BYTES;
            i += Long.BYTES;
        }
        at = i;
        length = o;
    }

    /** Decodes fewer than eight digits and the padding, whose digits and equals signs are four or none. */
    private boolean rest() {
        int bits = 0;
        int digits = 0;
        for (int digit = digit(); digit >= 0; digit = digit()) {
            bits = bits << 6 | digit;
            digits++;
            at++;
            if (digits == 4) {
                put(bits >> 16);
                put(bits >> 8);
                put(bits);
                digits = 0;
            }
        }
        if (digits >= 2) {
            put(bits >> (digits == 2 ? 4 : 10));
        }
        if (digits == 3) {
            put(bits >> 2);
        }
        int padded = digits;
        while (digits >= 2 && padded < 4 && at < end && in[at] == '=') {
            padded++;
            at++;
        }
        return padded % 4 == 0 && at < end && in[at] == '"';
    }

    private int digit() {
        return at < end ? DIGITS[in[at] & 0xFF] : -1;
    }

    private void put(int b) {
        decoded[length++] = (byte) b;
    }
}
