package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** A record's bytes as {@code many-events.txt} writes them. */
final class RecordNotation {

    private static final Pattern CALL = Pattern.compile("(gzip|zstd|kpl|cut|flip|[0-9]+)⟨");

    private final String text;
    private int at;

    private RecordNotation(String text) {
        this.text = text;
    }

    static byte[] bytes(String text) {
        return new RecordNotation(text).parts().get(0);
    }

    /** An event of a section; one without a payload where the section is a digit. */
    static String event(String section) {
        return "{\"metadata\":{\"uuid\":\"1\",\"section\":\"" + section + "\"}"
                + (Character.isDigit(section.charAt(0)) ? "}" : ",\"payload\":{}}");
    }

    /** The parts up to the closing bracket or the end; a broken bar stands between two. */
    private List<byte[]> parts() {
        var parts = new ArrayList<byte[]>();
        var bytes = new ByteArrayOutputStream();
        while (at < text.length() && text.charAt(at) != '⟩') {
            var call = CALL.matcher(text).region(at, text.length());
            if (call.lookingAt()) {
                at = call.end();
                bytes.writeBytes(apply(call.group(1), parts()));
                at++;
            } else if (text.charAt(at) == '¦') {
                parts.add(bytes.toByteArray());
                bytes.reset();
                at++;
            } else {
                bytes.writeBytes(character());
            }
        }
        parts.add(bytes.toByteArray());
        return parts;
    }

    private byte[] character() {
        char next = text.charAt(at);
        if (next == '«') {
            return HexFormat.ofDelimiter(" ").parseHex(upTo('»'));
        }
        if (next == '<') {
            return event(upTo('>')).getBytes(UTF_8);
        }
        at++;
        return switch (next) {
            case '⏎' -> new byte[] {'\n'};
            case '␍' -> new byte[] {'\r'};
            case '⇥' -> new byte[] {'\t'};
            case '·' -> new byte[] {' '};
            default -> String.valueOf(next).getBytes(UTF_8);
        };
    }

    private String upTo(char close) {
        int end = text.indexOf(close, at);
        var inside = text.substring(at + 1, end);
        at = end + 1;
        return inside;
    }

    private static byte[] apply(String function, List<byte[]> parts) {
        var bytes = parts.get(0);
        return switch (function) {
            case "gzip" -> gzip(bytes);
            case "zstd" -> Zstd.compress(bytes);
            case "kpl" -> Aggregates.of(Aggregates.message(parts));
            case "cut" -> Arrays.copyOf(bytes, bytes.length - 3);
            case "flip" -> {
                bytes[bytes.length - 6] ^= 4;
                yield bytes;
            }
            default -> repeated(bytes, Integer.parseInt(function));
        };
    }

    static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return out.toByteArray();
    }

    private static byte[] repeated(byte[] bytes, int times) {
        var all = new byte[bytes.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
        }
        return all;
    }
}
