package dev.kinesislake.local.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Lines of JSON, the position of each in its last member. */
final class NdjsonLakeRows implements LakeRows {

    private static final String INGEST = ",\"" + Event.INGEST + "\":";

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public String suffix() {
        return Lines.SUFFIX;
    }

    @Override
    public void read(InputStream object, Consumer<LakeRow> rows) throws IOException {
        for (var line : Lines.of(object)) {
            int at = line.lastIndexOf(INGEST);
            if (at < 0 || !line.endsWith("}}")) {
                throw new IOException("a row doesn't end with " + Event.INGEST);
            }
            var added = line.substring(at + INGEST.length(), line.length() - 1);
            var ingest = json.readTree(added);
            var position = Lines.position(ingest);
            var arrival = Lines.arrival(ingest);
            if (!added.equals(Lines.ingest(position, arrival))) {
                throw new IOException("a row ends with " + Event.INGEST + " " + added);
            }
            rows.accept(new LakeRow(position, arrival, line.substring(0, at) + "}"));
        }
    }
}
