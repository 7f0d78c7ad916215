package dev.kinesislake.producer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What a reader makes of records: the lines of those in gzip, and the others as they are. Bytes are characters of Latin-1. */
final class Unpacked {

    private Unpacked() {}

    static List<String> events(byte[] data) {
        return isGzip(data) ? text(data).lines().toList() : List.of(new String(data, ISO_8859_1));
    }

    static boolean isGzip(byte[] data) {
        return data.length > 2 && data[0] == 0x1F && data[1] == (byte) 0x8B;
    }

    static String text(byte[] gzip) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), ISO_8859_1);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
