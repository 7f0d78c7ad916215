package dev.kinesislake.function.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the lake's objects are. Failed rows are NDJSON whatever this is. */
public enum Format {
    /** One JSON text a line, compressed with gzip. */
    NDJSON,
    /** Apache Parquet, compressed with zstd. */
    PARQUET;

    /** All labels, for a person to read. */
    public static final String ALLOWED =
            Arrays.stream(values()).map(Format::label).collect(Collectors.joining(" or "));

    /** As the configuration spells it, such as {@code parquet}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format with that label, if there is one. */
    public static Optional<Format> of(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst();
    }
}
