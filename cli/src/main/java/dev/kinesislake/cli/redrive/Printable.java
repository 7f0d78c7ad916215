package dev.kinesislake.cli.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** A record's bytes for a terminal: text without what would steer the terminal, or hexadecimal digits where they are no text. */
final class Printable {

    private static final int BYTES_PER_LINE = 32;

    private Printable() {}

    static String of(byte[] data) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
        } catch (CharacterCodingException noText) {
            return hexadecimal(data);
        }
        var printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t' || !(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
                printable.appendCodePoint(c);
            } else {
                printable.append(String.format("\\u%04x", c));
            }
        });
        return printable.toString();
    }

    private static String hexadecimal(byte[] data) {
        var hex = HexFormat.ofDelimiter(" ");
        var lines = new StringBuilder();
        for (int from = 0; from < data.length; from += BYTES_PER_LINE) {
            lines.append(from == 0 ? "" : "\n")
                    .append(hex.formatHex(data, from, Math.min(data.length, from + BYTES_PER_LINE)));
        }
        return lines.toString();
    }
}
