package dev.kinesislake.redrive.lake;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How the rows of a lake object are read: one implementation a format. */
public interface LakeRows {

    /** All formats that the lake has. */
    List<LakeRows> FORMATS = List.of(new NdjsonLakeRows(), new ParquetLakeRows());

    /** The end of the objects' keys, such as {@code .ndjson.gz}. */
    String suffix();

    /**
     * Reads an object's rows in their order.
     *
     * @throws IOException if that is no object of this format; rows before the damage may have been handed on
     */
    void read(InputStream object, Consumer<LakeRow> rows) throws IOException;

    /** What reads an object; empty if no format has such keys. */
    static Optional<LakeRows> of(String key) {
        return FORMATS.stream().filter(format -> key.endsWith(format.suffix())).findFirst();
    }
}
