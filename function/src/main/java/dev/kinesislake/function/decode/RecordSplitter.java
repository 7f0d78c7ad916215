package dev.kinesislake.function.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a record of several events: an array, lines of JSON texts (NDJSON), or JSON texts one after another. No byte of the record is lost
 * but white space, a leading byte order mark, and the brackets and commas of an array.
 *
 * <p>It looks at nothing but the bytes, so that an event's place in its record never depends on a stack's settings.
 */
final class RecordSplitter {

    private final byte[] in;
    private final int maxPieces;
    private final List<Piece> pieces = new ArrayList<>();

    /**
     * A part of a record, to be judged by itself.
     *
     * @param text scanned
     * @param broken where the record can't be split any further; the rest of it, or of its line, is this piece
     * @param before how many pieces there are before it
     */
    record Piece(ScannedText text, boolean broken, int before) {

        /** Whether it can't be an event, for it's no JSON text or an array without elements. */
        boolean isNone() {
            var json = text.json();
            return broken || (json != null && json.isEmptyArray());
        }
    }

    private RecordSplitter(byte[] in, int maxPieces) {
        this.in = in;
        this.maxPieces = maxPieces;
    }

    /**
     * The pieces of a record, at least one.
     *
     * @param whole the record's bytes, scanned
     * @param maxPieces how many there may be
     */
    static List<Piece> split(ScannedText whole, int maxPieces) throws TooLargeException {
        if (whole.isOneEvent()) {
            return List.of(new Piece(whole, false, 0));
        }
        byte[] in = whole.data();
        var splitter = new RecordSplitter(in, maxPieces);
        int first = splitter.skipWhiteSpace(whole.start(), in.length);
        if (first == in.length) {
            return List.of(new Piece(whole, true, 0));
        }
        boolean isJson = whole.isJson();
        if (isJson && in[first] != '[') {
            return List.of(new Piece(whole, false, 0));
        }
        if (!isJson && splitter.isLines(first)) {
            splitter.lines(first);
        } else {
            splitter.texts(first, in.length);
        }
        // What can't be split keeps all of its bytes.
        return splitter.pieces.size() == 1 && splitter.pieces.get(0).isNone()
                ? List.of(new Piece(whole, splitter.pieces.get(0).broken(), 0))
                : splitter.pieces;
    }

    /** Whether there are two lines or more that aren't blank, each of which begins as an object or an array does. */
    private boolean isLines(int start) {
        int lines = 0;
        for (int at = start; at < in.length; ) {
            int end = JsonStrings.lineFeed(in, at, in.length);
            int first = skipWhiteSpace(at, end);
            if (first < end) {
                if (in[first] != '{' && in[first] != '[') {
                    return false;
                }
                lines++;
            }
            at = end + 1;
        }
        return lines > 1;
    }

    private void lines(int start) throws TooLargeException {
        for (int at = start; at < in.length; ) {
            int end = JsonStrings.lineFeed(in, at, in.length);
            if (!event(at, end)) {
                texts(at, end);
            }
            at = end + 1;
        }
    }

    /** Takes a line that is one JSON text and no array, as nearly all are; returns whether it is. */
    private boolean event(int start, int end) throws TooLargeException {
        int first = skipWhiteSpace(start, end);
        int last = end;
        while (last > first && isWhiteSpace(in[last - 1])) {
            last--;
        }
        if (first == last || in[first] == '[') {
            return false;
        }
        var text = ScannedText.of(Arrays.copyOfRange(in, first, last));
        if (text.json() == null) {
            return false;
        }
        add(text, false);
        return true;
    }

    /** JSON texts one after another. */
    private void texts(int start, int end) throws TooLargeException {
        for (int at = skipWhiteSpace(start, end); at < end; at = skipWhiteSpace(at, end)) {
            int textEnd = JsonExtent.end(in, at, end);
            if (textEnd < 0 || !(in[at] == '[' ? array(at, textEnd) : text(at, textEnd))) {
                add(ScannedText.of(Arrays.copyOfRange(in, at, end)), true);
                return;
            }
            at = textEnd;
        }
    }

    /** A text that is no array; returns whether it's JSON. */
    private boolean text(int start, int end) throws TooLargeException {
        var text = ScannedText.of(Arrays.copyOfRange(in, start, end));
        if (!text.isJson()) {
            return false;
        }
        add(text, false);
        return true;
    }

    /** The elements of an array; returns whether all of it is JSON, and takes none of them where it isn't. */
    private boolean array(int start, int end) throws TooLargeException {
        int before = pieces.size();
        try {
            if (in[end - 1] == ']' && elements(start + 1, end - 1)) {
                if (pieces.size() == before) {
                    add(ScannedText.of(Arrays.copyOfRange(in, start, end)), false);
                }
                return true;
            }
        } catch (TooLargeException tooMany) {
            if (JsonScanner.isJson(in, start, end)) {
                throw tooMany;
            }
        }
        pieces.subList(before, pieces.size()).clear();
        return false;
    }

    /** The elements of an array, between its brackets; returns whether all of them are JSON with commas between them. */
    private boolean elements(int start, int end) throws TooLargeException {
        int at = skipWhiteSpace(start, end);
        while (at < end) {
            int elementEnd = JsonExtent.end(in, at, end);
            if (elementEnd < 0 || !text(at, elementEnd)) {
                return false;
            }
            at = skipWhiteSpace(elementEnd, end);
            if (at == end) {
                return true;
            }
            if (in[at] != ',') {
                return false;
            }
            at = skipWhiteSpace(at + 1, end);
            if (at == end) {
                return false;
            }
        }
        return true;
    }

    private void add(ScannedText text, boolean broken) throws TooLargeException {
        if (pieces.size() == maxPieces) {
            throw tooMany();
        }
        pieces.add(new Piece(text, broken, pieces.size()));
    }

    static TooLargeException tooMany() {
        return new TooLargeException("has more than " + RecordDecoder.MAX_EVENTS + " events");
    }

    private int skipWhiteSpace(int start, int end) {
        int at = start;
        while (at < end && isWhiteSpace(in[at])) {
            at++;
        }
        return at;
    }

    private static boolean isWhiteSpace(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }
}
