package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case of {@code many-events.txt}: a Kinesis record, and the rows that the consumer has to make of it.
 *
 * @param title with the line that it stands in
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ManyEventsCase(String title, byte[] record, List<Row> rows) {

    /**
     * A row.
     *
     * @param expected a section's name or a reason's label
     * @param data of a failed row; null where the file doesn't say
     * @param detail a part of it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(String expected, @Nullable String path, byte @Nullable [] data, String detail) {}

    /** All cases of the file. */
    static List<ManyEventsCase> all() {
        try (var file = ManyEventsCase.class.getResourceAsStream("many-events.txt")) {
            var cases = new ArrayList<ManyEventsCase>();
            int line = 1;
            for (var block : new String(file.readAllBytes(), UTF_8).split("\n\n", -1)) {
                if (!block.startsWith("#")) {
                    cases.add(of(line, block.strip().split("\n", -1)));
                }
                line += (int) block.lines().count() + 1;
            }
            return cases;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ManyEventsCase of(int line, String[] block) {
        var record = RecordNotation.bytes(block[1].substring(2));
        var rows = new ArrayList<Row>();
        for (var row : Arrays.copyOfRange(block, 2, block.length)) {
            var times = row.split(" × ", 2);
            for (int i = 0; i < (times.length == 2 ? Integer.parseInt(times[0]) : 1); i++) {
                rows.add(row(times[times.length - 1], record));
            }
        }
        return new ManyEventsCase("many-events.txt:" + line + " " + block[0], record, rows);
    }

    private static Row row(String notation, byte[] record) {
        var columns = notation.split(" \\| ?", -1);
        if (columns.length < 3) {
            return new Row(columns[0], null, null, "");
        }
        var path = columns[1].equals("-") ? null : new String(RecordNotation.bytes(columns[1]), UTF_8);
        var data = columns[2].equals("=") ? record : RecordNotation.bytes(columns[2]);
        return new Row(columns[0], path, data, columns.length == 3 ? "" : columns[3]);
    }

    @Override
    public String toString() {
        return title;
    }
}
