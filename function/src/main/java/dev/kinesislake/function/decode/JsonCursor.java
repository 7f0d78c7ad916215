package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Walks through the JSON of an invocation and picks values out of its bytes. It makes no string of what nobody asks for, and none of
 * a record's data, which is most of an invocation. It trusts that the JSON, which Lambda wrote, is well-formed, and checks what it
 * needs to find its way.
 */
final class JsonCursor {

    private final byte[] in;
    private final int limit;
    private final Base64Strings base64;
    private int at;

    /** The member's name or the value that was last read, without quotes. */
    private int start;

    private int end;
    private boolean escaped;

    /** For the JSON that ends before {@code limit}. */
    JsonCursor(byte[] in, int limit) {
        this.in = in;
        this.limit = limit;
        this.base64 = new Base64Strings(in, limit);
    }

    /** The byte that begins the value at hand, such as <code>{</code> or <code>n</code> for null. */
    char kind() throws IOException {
        return at < limit && in[at] > ' ' ? (char) in[at] : kindBehindWhiteSpace();
    }

    private char kindBehindWhiteSpace() throws IOException {
        while (at < limit && in[at] <= ' ') {
            at++;
        }
        if (at == limit) {
            throw new IOException("the invocation ends too early, after " + at + " bytes");
        }
        return (char) in[at];
    }

    /** Enters an object or an array. */
    void open(char bracket) throws IOException {
        if (kind() != bracket) {
            throw new IOException("expected " + bracket + " at byte " + at + " of the invocation, found " + kind());
        }
        at++;
    }

    /** Moves to the next member's value, or leaves the object and returns false. */
    boolean nextMember() throws IOException {
        if (!nextElement()) {
            return false;
        }
        string();
        if (at < limit && in[at] == ':') {
            at++;
            return true;
        }
        if (kind() != ':') {
            throw new IOException("expected a colon at byte " + at + " of the invocation");
        }
        at++;
        return true;
    }

    /** Whether the member at hand has that name; only before its value is read. */
    boolean isNamed(byte[] name) {
        return end - start == name.length && Arrays.equals(in, start, end, name, 0, name.length);
    }

    /** Moves to the next element, or leaves the array and returns false. */
    boolean nextElement() throws IOException {
        if (kind() == ',') {
            at++;
        }
        char next = kind();
        if (next == '}' || next == ']') {
            at++;
            return false;
        }
        return true;
    }

    /** Reads a string, or a number or a literal as spelt. */
    void scalar() throws IOException {
        if (kind() == '"') {
            string();
            return;
        }
        start = at;
        while (at < limit && in[at] > ' ' && in[at] != ',' && in[at] != '}' && in[at] != ']') {
            at++;
        }
        end = at;
        escaped = false;
    }

    private void string() throws IOException {
        if (kind() != '"') {
            throw new IOException("expected a string at byte " + at + " of the invocation");
        }
        start = at + 1;
        escaped = false;
        at = start;
        while (true) {
            at = JsonStrings.special(in, at, limit);
            if (at >= limit) {
                throw new IOException("the invocation ends inside a string");
            }
            if (in[at] == '"') {
                end = at++;
                return;
            }
            escaped |= in[at] == '\\';
            at += in[at] == '\\' ? 2 : 1;
        }
    }

    /** Passes over the value at hand. */
    void skip() throws IOException {
        if (kind() == '"') {
            string();
            return;
        }
        int depth = 0;
        do {
            switch (kind()) {
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                default -> scalar();
            }
        } while (depth > 0);
    }

    /** Where the value that was last read begins. */
    int start() {
        return start;
    }

    /** Where the value that was last read ends. */
    int end() {
        return end;
    }

    byte byteAt(int position) {
        return in[position];
    }

    /** A part of the value that was last read, which has no escapes. */
    String text(int from, int to) {
        return new String(in, from, to - from, UTF_8);
    }

    /** Whether two places hold the same bytes. */
    boolean same(int from, int to, int otherFrom, int otherTo) {
        return Arrays.equals(in, from, to, in, otherFrom, otherTo);
    }

    /** The value that was last read. */
    String text() {
        return escaped ? JsonText.string(in, start - 1, end + 1).asString() : text(start, end);
    }

    /** Reads a string and returns the bytes that it is the base64 of. */
    byte[] base64() throws IOException {
        if (kind() == '"' && base64.decode(at + 1)) {
            at = base64.end() + 1;
            return base64.bytes();
        }
        scalar();
        try {
            return Base64.getDecoder().decode(text());
        } catch (IllegalArgumentException notBase64) {
            throw new IOException("a record's data is no base64", notBase64);
        }
    }
}
