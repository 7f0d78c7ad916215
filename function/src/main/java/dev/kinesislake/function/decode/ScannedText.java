package dev.kinesislake.function.decode;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that should be a JSON text, and what the scanner found.
 *
 * @param data not to be changed
 * @param start of the text in the data
 * @param json the text; null where it is malformed
 * @param malformed what is wrong with it; null where nothing is
 * @param utf8 whether it's UTF-8, as far as it was scanned
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
record ScannedText(
        byte[] data,
        int start,
        @Nullable JsonText json,
        @Nullable MalformedJsonException malformed,
        boolean utf8) {

    /** Scans all of the bytes. */
    static ScannedText of(byte[] data) {
        return of(data, 0);
    }

    /** The same for a record's bytes, which may begin with a byte order mark. */
    static ScannedText ofRecord(byte[] data) {
        return of(data, Utf8.byteOrderMark(data));
    }

    private static ScannedText of(byte[] data, int start) {
        var scanner = new JsonScanner(data, start, data.length);
        try {
            var json = scanner.scan();
            return new ScannedText(data, start, json, null, scanner.isUtf8());
        } catch (MalformedJsonException malformed) {
            return new ScannedText(data, start, null, malformed, scanner.isUtf8());
        }
    }

    /** Whether it is one JSON text and no array, so that nothing is left to be split. */
    boolean isOneEvent() {
        return json != null && !json.isArray();
    }

    /** Whether it is one JSON text by the RFC, though it may be one that the lake refuses. */
    boolean isJson() {
        return json != null || JsonScanner.isJson(data, start, data.length);
    }
}
