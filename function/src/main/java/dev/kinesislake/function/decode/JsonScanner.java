package dev.kinesislake.function.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that bytes are strict JSON (RFC 8259), drops the insignificant white space, and lists the top-level members, in one pass.
 * It keeps what every JSON library would lose or change: the order of members, the spelling of numbers, escapes. Beyond the RFC it
 * refuses what makes a reader refuse the whole object that the row stands in: half a surrogate pair as an escape, and nesting
 * deeper than {@value #MAX_DEPTH}.
 *
 * <p>The bytes must be valid UTF-8. A scanner serves one text.
 */
final class JsonScanner {

    static final int MAX_DEPTH = 100;

    private final byte[] in;
    private final int start;
    private final int end;
    private int at;

    /** Where the bytes since the last dropped white space begin; they are copied in one go when the next one ends them. */
    private int runStart;

    /** How much white space ends the input. */
    private int trailing;

    private byte @Nullable [] out;
    private int outLength;

    private final JsonPath path = new JsonPath(MAX_DEPTH);
    private final List<JsonText.Member> members = new ArrayList<>();
    private String memberName = "";
    private int memberStart;

    private JsonScanner(byte[] in, int start, int end) {
        this.in = in;
        this.start = start;
        this.end = end;
        this.at = start;
        this.runStart = start;
    }

    /**
     * Scans the bytes from {@code start} to before {@code end}.
     *
     * @throws MalformedJsonException if they are not exactly one JSON text
     */
    static JsonText scan(byte[] bytes, int start, int end) throws MalformedJsonException {
        return new JsonScanner(bytes, start, end).text();
    }

    private JsonText text() throws MalformedJsonException {
        skipWhiteSpace();
        while (beginValue() || endValue()) {
            // the next value
        }
        if (at < end) {
            throw unexpected("the end of the record");
        }
        if (out == null) {
            return new JsonText(in, runStart, end - trailing, members);
        }
        copyRun(end - trailing);
        return new JsonText(out, 0, outLength, members);
    }

    /** Takes a value up to where its first child has to begin; returns whether it has one. */
    private boolean beginValue() throws MalformedJsonException {
        switch (peek()) {
            case '{' -> {
                open(true);
                if (peek() != '}') {
                    name();
                    return true;
                }
                close();
            }
            case '[' -> {
                open(false);
                if (peek() != ']') {
                    path.nextElement();
                    return true;
                }
                close();
            }
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected("a value");
        }
        return false;
    }

    /** After a value: closes what ends with it; returns whether another value has to begin. */
    private boolean endValue() throws MalformedJsonException {
        while (true) {
            if (path.depth() == 1 && path.inObject()) {
                members.add(new JsonText.Member(memberName, memberStart, compact(at)));
            }
            skipWhiteSpace();
            if (path.depth() == 0) {
                return false;
            }
            int next = peek();
            if (next == ',') {
                at++;
                skipWhiteSpace();
                if (path.inObject()) {
                    name();
                } else {
                    path.nextElement();
                }
                return true;
            }
            if (next != (path.inObject() ? '}' : ']')) {
                throw unexpected(
                        path.inObject() ? "a comma or the end of the object" : "a comma or the end of the array");
            }
            close();
        }
    }

    private void open(boolean object) throws MalformedJsonException {
        if (path.depth() == MAX_DEPTH) {
            throw malformed("nested deeper than " + MAX_DEPTH);
        }
        path.open(object);
        at++;
        skipWhiteSpace();
    }

    private void close() {
        path.close();
        at++;
    }

    /** A member's name and its colon, up to where the value has to begin. */
    private void name() throws MalformedJsonException {
        if (peek() != '"') {
            throw unexpected("a member's name");
        }
        int nameStart = at;
        string();
        path.member(in, nameStart, at);
        boolean topLevel = path.depth() == 1;
        if (topLevel) {
            memberName = new JsonText(in, nameStart, at, List.of()).asString();
        }
        skipWhiteSpace();
        if (peek() != ':') {
            throw unexpected("a colon");
        }
        at++;
        skipWhiteSpace();
        if (topLevel) {
            memberStart = compact(at);
        }
    }

    private void string() throws MalformedJsonException {
        at++;
        while (true) {
            while (at < end && in[at] != '"' && in[at] != '\\' && (in[at] & 0xE0) != 0) {
                at++;
            }
            switch (peek()) {
                case '"' -> {
                    at++;
                    return;
                }
                case '\\' -> escape();
                case -1 -> throw unexpected("the end of the string");
                default -> throw malformed("a raw control character in a string");
            }
        }
    }

    private void escape() throws MalformedJsonException {
        int escape = at++;
        switch (peek()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                char first = unicodeEscape();
                if (Character.isHighSurrogate(first) && at + 1 < end && in[at] == '\\' && in[at + 1] == 'u') {
                    at++;
                    if (Character.isLowSurrogate(unicodeEscape())) {
                        return;
                    }
                }
                if (Character.isSurrogate(first)) {
                    at = escape;
                    throw malformed("half a surrogate pair as an escape");
                }
            }
            default -> throw unexpected("one of \" \\ / b f n r t u after a backslash");
        }
    }

    private char unicodeEscape() throws MalformedJsonException {
        at++;
        int unit = 0;
        for (int digit = 0; digit < 4; digit++) {
            int value = Character.digit(peek(), 16);
            if (value < 0) {
                throw unexpected("a hexadecimal digit");
            }
            unit = unit << 4 | value;
            at++;
        }
        return (char) unit;
    }

    private void literal(String word) throws MalformedJsonException {
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                throw unexpected(word);
            }
        }
    }

    private void number() throws MalformedJsonException {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() throws MalformedJsonException {
        int first = at;
        while (at < end && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        if (at == first) {
            throw unexpected("a digit");
        }
    }

    /** The byte at hand as a number from 0 to 255, or -1 at the end. */
    private int peek() {
        return at < end ? in[at] & 0xFF : -1;
    }

    private void skipWhiteSpace() {
        int first = at;
        while (at < end && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
        if (at == end) {
            trailing = at - first;
        } else if (at > first) {
            if (first > runStart) {
                copyRun(first);
            }
            runStart = at;
        }
    }

    /** Copies the bytes since the last dropped white space. */
    private void copyRun(int runEnd) {
        if (out == null) {
            out = new byte[end - runStart];
        }
        System.arraycopy(in, runStart, out, outLength, runEnd - runStart);
        outLength += runEnd - runStart;
    }

    /** Where a byte of the input stands, from the compact text's first one on. */
    private int compact(int position) {
        return outLength + position - runStart;
    }

    private MalformedJsonException unexpected(String expected) {
        int found = peek();
        var words = found < 0
                ? "the end of the record"
                : found > ' ' && found < 0x7F ? "'" + (char) found + "'" : "0x%02X".formatted(found);
        return malformed("expected " + expected + ", found " + words);
    }

    private MalformedJsonException malformed(String what) {
        return new MalformedJsonException(what + " (byte " + (at - start) + ")", path.toString());
    }
}
