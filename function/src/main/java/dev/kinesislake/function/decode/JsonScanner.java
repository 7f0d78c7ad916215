package dev.kinesislake.function.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks that bytes are strict JSON (RFC 8259), drops the insignificant white space, and lists the members of the object and of the
 * objects directly inside it, in one pass. It keeps what every JSON library would lose or change: the order of members, the spelling
 * of numbers, escapes. Beyond the RFC it refuses what makes a reader refuse the whole object that the row stands in: half a surrogate
 * pair as an escape, and nesting deeper than {@value #MAX_DEPTH}. {@link #isJson} doesn't refuse these.
 *
 * <p>Bytes in a string that are no UTF-8 are no error here, but noticed. A scanner serves one text, the bytes from {@code start} to
 * before {@code end}.
 */
final class JsonScanner {

    static final int MAX_DEPTH = 100;

    /** The members of the text and of its members are listed, not those below. */
    private static final int LISTED_DEPTH = 2;

    private static final int MANY_MEMBERS = 10_000;

    /** {@code "":0,} */
    private static final int MIN_MEMBER_BYTES = 5;

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

    private boolean[] inObject = new boolean[MAX_DEPTH];
    private int depth;

    /** Whether all that the RFC allows is taken. */
    private boolean lenient;

    private final int[] openMember = new int[LISTED_DEPTH];
    private int[] members;
    private int membersEnd;
    private boolean escapes;
    private boolean utf8 = true;

    JsonScanner(byte[] in, int start, int end) {
        this.in = in;
        this.start = start;
        this.end = end;
        this.at = start;
        this.runStart = start;
        this.members = new int[expectedMembers(end - start) * JsonText.ENTRY];
    }

    /** A few more than events of the website have. */
    private static int expectedMembers(int bytes) {
        return Math.min(4 + bytes / 48, 64);
    }

    /** Whether the bytes are exactly one JSON text by the RFC, whatever else is wrong with it; strings needn't be UTF-8. */
    static boolean isJson(byte[] in, int start, int end) {
        var scanner = new JsonScanner(in, start, end);
        scanner.lenient = true;
        try {
            scanner.scan();
            return true;
        } catch (MalformedJsonException malformed) {
            return false;
        }
    }

    /**
     * Scans all of the bytes.
     *
     * @throws MalformedJsonException if they are not exactly one JSON text
     */
    JsonText scan() throws MalformedJsonException {
        skipWhiteSpace();
        while (beginValue() || endValue()) {
            // the next value
        }
        if (at < end) {
            throw unexpected("the end of the record");
        }
        if (out == null) {
            return new JsonText(in, runStart, runStart, end - trailing, members, 0, membersEnd, escapes);
        }
        copyRun(end - trailing);
        return new JsonText(out, 0, 0, outLength, members, 0, membersEnd, escapes);
    }

    /** Whether the text is UTF-8, as far as it has been scanned. */
    boolean isUtf8() {
        return utf8;
    }

    /** Takes a value up to where its first child has to begin; returns whether it has one. */
    private boolean beginValue() throws MalformedJsonException {
        switch (peek()) {
            case '"' -> string();
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
                    return true;
                }
                close();
            }
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
            if (depth <= LISTED_DEPTH) {
                endMember();
            }
            skipWhiteSpace();
            if (depth == 0) {
                return false;
            }
            boolean object = inObject[depth - 1];
            int next = peek();
            if (next == ',') {
                at++;
                skipWhiteSpace();
                if (object) {
                    name();
                }
                return true;
            }
            if (next != (object ? '}' : ']')) {
                throw unexpected(object ? "a comma or the end of the object" : "a comma or the end of the array");
            }
            close();
        }
    }

    private void open(boolean object) throws MalformedJsonException {
        if (depth == inObject.length) {
            if (!lenient) {
                throw malformed("nested deeper than " + MAX_DEPTH);
            }
            inObject = Arrays.copyOf(inObject, 2 * depth);
        }
        inObject[depth] = object;
        depth++;
        at++;
        skipWhiteSpace();
    }

    private void close() {
        depth--;
        at++;
    }

    /** A member's name and its colon, up to where the value has to begin. */
    private void name() throws MalformedJsonException {
        if (peek() != '"') {
            throw unexpected("a member's name");
        }
        int nameStart = compact(at);
        string();
        int nameEnd = compact(at);
        skipWhiteSpace();
        if (peek() != ':') {
            throw unexpected("a colon");
        }
        at++;
        skipWhiteSpace();
        if (isListed()) {
            beginMember(nameStart, nameEnd);
        }
    }

    /** Whether the object at hand is the text itself or one of its members. */
    private boolean isListed() {
        return depth <= LISTED_DEPTH && inObject[0];
    }

    private void beginMember(int nameStart, int nameEnd) {
        if (membersEnd == members.length) {
            members = Arrays.copyOf(members, JsonText.ENTRY * moreMembers(membersEnd / JsonText.ENTRY));
        }
        openMember[depth - 1] = membersEnd;
        members[membersEnd + JsonText.NAME_START] = nameStart;
        members[membersEnd + JsonText.NAME_END] = nameEnd;
        members[membersEnd + JsonText.VALUE_START] = compact(at);
        membersEnd += JsonText.ENTRY;
    }

    /** Twice as many. Where that would be megabytes, what the rest of the text will have if it goes on like this. */
    private int moreMembers(int now) {
        if (now < MANY_MEMBERS) {
            return 2 * now;
        }
        long rest = (long) now * (end - at) / (at - start);
        int most = (end - at) / MIN_MEMBER_BYTES + 1;
        return (int) (now + Math.min(most, Math.max(rest + rest / 16, now / 8)));
    }

    private void endMember() {
        if (depth > 0 && inObject[0] && inObject[depth - 1]) {
            int member = openMember[depth - 1];
            members[member + JsonText.VALUE_END] = compact(at);
            members[member + JsonText.NEXT] = membersEnd;
        }
    }

    private void string() throws MalformedJsonException {
        at = JsonStrings.special(in, at + 1, end);
        while (peek() != '"') {
            specialCharacter();
            at = JsonStrings.special(in, at, end);
        }
        at++;
    }

    private void specialCharacter() throws MalformedJsonException {
        switch (peek()) {
            case '\\' -> escape();
            case -1 -> throw unexpected("the end of the string");
            default -> {
                if (in[at] >= 0) {
                    throw malformed("a raw control character in a string");
                }
                at = Utf8.skipNonAscii(in, at, end);
                if (at < end && in[at] < 0) {
                    utf8 = false;
                    at++;
                }
            }
        }
    }

    private void escape() throws MalformedJsonException {
        escapes = true;
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
                if (Character.isSurrogate(first) && !lenient) {
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

    /** Mostly there is none, and this is small enough to be inlined by the JVM's first compiler. */
    private void skipWhiteSpace() {
        if (at == end || in[at] <= ' ') {
            dropWhiteSpace();
        }
    }

    private void dropWhiteSpace() {
        int first = at;
        int i = at;
        while (i < end && (in[i] == ' ' || in[i] == '\n' || in[i] == '\r' || in[i] == '\t')) {
            i++;
        }
        at = i;
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
        var path = lenient ? "$" : JsonPath.at(in, start, end, at);
        return new MalformedJsonException(what + " (byte " + (at - start) + ")", path);
    }
}
