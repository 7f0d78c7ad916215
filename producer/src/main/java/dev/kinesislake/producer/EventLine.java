package dev.kinesislake.producer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event as a line of NDJSON. Only a JSON object (RFC 8259, in valid UTF-8) can be one: whatever else an event is, such as
 * truncated JSON, several texts, or compressed, could make a reader take a neighbour's bytes for its own.
 *
 * <p>White space around the object is left out, and line breaks between its tokens become spaces. Neither changes the event's row.
 */
final class EventLine {

    /** An event that is nested deeper is never a row, so it isn't worth a larger one. */
    static final int MAX_DEPTH = 100;

    private final byte[] bytes;
    private int at;
    private boolean brokenOverLines;

    private EventLine(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The line, without its end; the event's own array if that is one. Null for an event that has to be a record of its own. */
    static byte @Nullable [] of(byte[] event) {
        return new EventLine(event).line();
    }

    private byte @Nullable [] line() {
        skipWhiteSpace();
        int start = at;
        brokenOverLines = false;
        if (peek() != '{' || !value()) {
            return null;
        }
        int end = at;
        boolean broken = brokenOverLines;
        skipWhiteSpace();
        if (at < bytes.length) {
            return null;
        }
        if (!broken && start == 0 && end == bytes.length) {
            return bytes;
        }
        var line = Arrays.copyOfRange(bytes, start, end);
        for (int i = 0; broken && i < line.length; i++) {
            // Strings have none.
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        return line;
    }

    /** Without recursion, since what is nested deeply comes from anyone. */
    private boolean value() {
        var objects = new boolean[MAX_DEPTH];
        int depth = 0;
        while (true) {
            int first = peek();
            if (first == '{' || first == '[') {
                if (depth == MAX_DEPTH) {
                    return false;
                }
                objects[depth++] = first == '{';
                at++;
                skipWhiteSpace();
                if (peek() != (first == '{' ? '}' : ']')) {
                    if (first == '{' && !name()) {
                        return false;
                    }
                    continue;
                }
            } else if (!scalar(first)) {
                return false;
            }
            boolean another = false;
            while (depth > 0 && !another) {
                skipWhiteSpace();
                boolean object = objects[depth - 1];
                int next = peek();
                at++;
                if (next == ',') {
                    skipWhiteSpace();
                    if (object && !name()) {
                        return false;
                    }
                    another = true;
                } else if (next == (object ? '}' : ']')) {
                    depth--;
                } else {
                    return false;
                }
            }
            if (!another) {
                return true;
            }
        }
    }

    /** A member's name, up to its value. */
    private boolean name() {
        if (peek() != '"' || !string()) {
            return false;
        }
        skipWhiteSpace();
        if (peek() != ':') {
            return false;
        }
        at++;
        skipWhiteSpace();
        return true;
    }

    private boolean scalar(int first) {
        return switch (first) {
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        };
    }

    private boolean literal(String word) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean number() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else if (!digits()) {
            return false;
        }
        if (peek() == '.') {
            at++;
            if (!digits()) {
                return false;
            }
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at > start;
    }

    private boolean string() {
        at++;
        while (at < bytes.length) {
            byte next = bytes[at];
            if (next == '"') {
                at++;
                return true;
            }
            if (next == '\\' ? !escape() : next < 0 ? !multiByte() : next < ' ') {
                return false;
            }
            if (next != '\\' && next >= 0) {
                at++;
            }
        }
        return false;
    }

    private boolean escape() {
        at++;
        int kind = peek();
        at++;
        if (kind != 'u') {
            return kind >= 0 && "\"\\/bfnrt".indexOf(kind) >= 0;
        }
        for (int end = at + 4; at < end; at++) {
            if (Character.digit(peek(), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The Unicode Standard, "Well-Formed UTF-8 Byte Sequences". */
    private boolean multiByte() {
        int first = bytes[at++] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return continues(0x80, 0xBF);
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return continues(first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && continues(0x80, 0xBF);
        }
        return first >= 0xF0
                && first <= 0xF4
                && continues(first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF)
                && continues(0x80, 0xBF)
                && continues(0x80, 0xBF);
    }

    private boolean continues(int lowest, int highest) {
        int next = at < bytes.length ? bytes[at] & 0xFF : 0;
        at++;
        return next >= lowest && next <= highest;
    }

    private void skipWhiteSpace() {
        while (at < bytes.length) {
            switch (bytes[at]) {
                case ' ', '\t' -> at++;
                case '\n', '\r' -> {
                    brokenOverLines = true;
                    at++;
                }
                default -> {
                    return;
                }
            }
        }
    }

    /** The next byte, or -1 at the end and for all that isn't ASCII: tokens are. */
    private int peek() {
        return at < bytes.length && bytes[at] >= 0 ? bytes[at] : -1;
    }
}
