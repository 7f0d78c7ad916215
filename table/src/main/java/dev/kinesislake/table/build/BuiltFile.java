package dev.kinesislake.table.build;

import java.nio.file.Path;

/** A file of the table, on the local disk. */
public record BuiltFile(Path path, long bytes, Footer footer) {

    public long rows() {
        return footer.rows();
    }
}
