package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A line of {@code records.tsv}: a record, and what the decoder has to make of it.
 *
 * @param expected a reason's label, or {@code valid}
 * @param where the JSON path of what is wrong, {@code -} for none; of a valid event, its section as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RecordCase(int line, String expected, String where, byte[] record) {

    static final String VALID = "valid";

    /** All cases of the file. */
    static List<RecordCase> all() {
        try (var file = RecordCase.class.getResourceAsStream("records.tsv")) {
            var lines = new String(file.readAllBytes(), UTF_8).split("\n", -1);
            return IntStream.range(0, lines.length)
                    .filter(i -> !lines[i].isEmpty() && !lines[i].startsWith("#"))
                    .mapToObj(i -> of(i + 1, lines[i].split("\t", 3)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static RecordCase of(int line, String[] columns) {
        return new RecordCase(line, columns[0], new String(bytes(columns[1]), UTF_8), bytes(columns[2]));
    }

    /** Text is its UTF-8; what stands in guillemets is bytes in hexadecimal. */
    private static byte[] bytes(String notation) {
        var bytes = new ByteArrayOutputStream();
        var parts = notation.split("[«»]", -1);
        for (int i = 0; i < parts.length; i++) {
            bytes.writeBytes(
                    i % 2 == 0
                            ? parts[i].getBytes(UTF_8)
                            : HexFormat.ofDelimiter(" ").parseHex(parts[i]));
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return "records.tsv:" + line + " " + expected + " " + where;
    }
}
