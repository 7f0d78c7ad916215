package dev.kinesislake.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises files that are no JSON in UTF-8, but can become it: a parser's error would not say how. */
public final class ForeignFormat {

    private static final int HEAD_BYTES = 4096;
    private static final List<byte[]> GZIP = List.of(bytes(0x1F, 0x8B));
    private static final List<byte[]> ZSTD = List.of(bytes(0x28, 0xB5, 0x2F, 0xFD));
    private static final List<byte[]> XZ = List.of(bytes(0xFD, '7', 'z', 'X', 'Z', 0));
    private static final List<byte[]> BZIP2 = List.of(bytes('B', 'Z', 'h'));
    private static final List<byte[]> ZIP = List.of(bytes('P', 'K', 3, 4));
    private static final List<byte[]> UTF_16 =
            List.of(bytes(0xFF, 0xFE), bytes(0xFE, 0xFF), bytes('{', 0), bytes('[', 0), bytes(0, '{'), bytes(0, '['));

    /** A line of values: separated, and without a sign of JSON. */
    private static final Pattern VALUES = Pattern.compile("[^{}\\[\\]:]*[,;\\t][^{}\\[\\]]*");

    private static final Pattern SEPARATOR = Pattern.compile("[,;\\t]");

    private final PushbackInputStream in;
    private final @Nullable String hint;

    private ForeignFormat(PushbackInputStream in, @Nullable String hint) {
        this.in = in;
        this.hint = hint;
    }

    /** Looks at what the first read gives; waits for no more, since a pipe may be slow. */
    public static ForeignFormat of(InputStream in) throws IOException {
        var pushback = new PushbackInputStream(in, HEAD_BYTES);
        var head = new byte[HEAD_BYTES];
        int count = Math.max(0, pushback.read(head, 0, head.length));
        pushback.unread(head, 0, count);
        return new ForeignFormat(pushback, hint(Arrays.copyOf(head, count)));
    }

    /** The whole stream. */
    public InputStream stream() {
        return in;
    }

    /** What the input is and what to do, null where it may be JSON. */
    public @Nullable String hint() {
        return hint;
    }

    private static @Nullable String hint(byte[] head) {
        if (startsWith(head, GZIP)) {
            return "is gzip: unpack it with gunzip -c FILE | ./lake send … -";
        }
        if (startsWith(head, ZSTD)) {
            return "is zstd: unpack it with zstd -dc FILE | ./lake send … -";
        }
        if (startsWith(head, XZ)) {
            return "is xz: unpack it with xz -dc FILE | ./lake send … -";
        }
        if (startsWith(head, BZIP2)) {
            return "is bzip2: unpack it with bzip2 -dc FILE | ./lake send … -";
        }
        if (startsWith(head, ZIP)) {
            return "is a zip archive: unpack it with unzip -p FILE | ./lake send … -";
        }
        if (startsWith(head, UTF_16)) {
            return "is UTF-16, allowed is UTF-8: convert it with iconv -f UTF-16 -t UTF-8 FILE | ./lake send … -";
        }
        return isCsv(head) ? "is CSV, allowed are NDJSON, JSON arrays and JSON events" : null;
    }

    /** Two lines of as many values: one line alone may be the end of an event that was cut off. */
    private static boolean isCsv(byte[] head) {
        var text = new String(head, UTF_8);
        var lines = text.lines().filter(line -> !line.isBlank()).limit(2).toList();
        return lines.size() == 2
                && VALUES.matcher(lines.get(0)).matches()
                && VALUES.matcher(lines.get(1)).matches()
                && separators(lines.get(0)) == separators(lines.get(1));
    }

    private static long separators(String line) {
        return SEPARATOR.matcher(line).results().count();
    }

    private static boolean startsWith(byte[] head, List<byte[]> magics) {
        return magics.stream()
                .anyMatch(magic ->
                        head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length));
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
