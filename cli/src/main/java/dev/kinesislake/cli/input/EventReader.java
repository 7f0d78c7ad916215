package dev.kinesislake.cli.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a file apart into events, however long it is: only one event is held at a time.
 *
 * <ul>
 *   <li>A file whose first byte, white space apart, is {@code [} is an array: an event is an element's own bytes.
 *   <li>In any other file an event is one line, or several lines where brackets are still open at a line's end. An event never goes
 *       on at a line whose very first character is an opening brace: there the next one begins. So a line that is cut off spoils no
 *       line after it, and pretty-printed events may stand one after another. An event's bytes are its lines', without the last one's
 *       end.
 * </ul>
 *
 * <p>Blank lines and a byte order mark before everything else belong to no event. Nothing is checked: a piece may be anything.
 */
public final class EventReader implements Closeable {

    private final InputStream in;
    private final ByteSource source;
    private final Piece piece = new Piece();
    private boolean started;
    private boolean inArray;

    /** Reads from a stream, which is closed with the reader. */
    public EventReader(InputStream in) {
        this.in = in;
        this.source = new ByteSource(in);
    }

    /** The next event, or null at the end. */
    public @Nullable RawEvent next() throws IOException {
        if (!started) {
            started = true;
            source.skipByteOrderMark();
            if (source.skipBlankLines() == '[') {
                skipWhite();
                source.read();
                inArray = true;
            }
        }
        piece.clear();
        if (inArray) {
            var element = nextElement();
            if (element != null) {
                return element;
            }
            inArray = false;
            piece.clear();
        }
        return nextLines();
    }

    private @Nullable RawEvent nextLines() throws IOException {
        if (source.skipBlankLines() == ByteSource.END) {
            return null;
        }
        long line = source.line();
        var nesting = new Nesting();
        do {
            long from = piece.length();
            source.readLine(piece);
            piece.feed(nesting, from);
        } while (nesting.isOpen() && source.peek() != '{' && source.peek() != ByteSource.END);
        return piece.event(line);
    }

    /** The array's next element, or null at its end. An element that is cut off takes the rest of the array with it. */
    private @Nullable RawEvent nextElement() throws IOException {
        skipWhite();
        while (source.peek() == ',') {
            source.read();
            skipWhite();
        }
        long line = source.line();
        if (source.peek() == ByteSource.END) {
            // Cut off between two elements: nobody must take it for the whole.
            inArray = false;
            return new RawEvent(line, new byte[0], 0);
        }
        if (source.peek() == ']') {
            source.read();
            return null;
        }
        var nesting = new Nesting();
        while (source.peek() != ByteSource.END) {
            int next = source.peek();
            if (!nesting.isInside() && (next == ',' || next == ']')) {
                break;
            }
            nesting.accept((byte) next);
            piece.add(source.read());
        }
        // One piece tells of the cut.
        inArray = source.peek() != ByteSource.END || !nesting.isInside();
        return piece.trimmed(line);
    }

    private void skipWhite() throws IOException {
        while (ByteSource.isWhite(source.peek())) {
            source.read();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
