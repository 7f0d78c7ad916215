package dev.kinesislake.cli.table;

import java.util.Locale;

/** Sizes for a person. */
final class Sizes {

    private static final double BYTES_PER_MB = 1e6;

    private Sizes() {}

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", (double) bytes / BYTES_PER_MB);
    }
}
