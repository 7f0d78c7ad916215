package dev.kinesislake.function.encode;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants as both kinds of row spell them: {@code 2026-11-23T11:33:31.123Z}, always with milliseconds. */
final class Timestamps {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    static String format(Instant instant) {
        return MILLISECONDS.format(instant);
    }
}
