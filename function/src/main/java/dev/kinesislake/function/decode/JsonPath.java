package dev.kinesislake.function.decode;

import java.util.Arrays;

/** Where in a JSON text something is. Long names are cut: a path is for people, and a name may have millions of characters. */
final class JsonPath {

    private static final int MAX_NAME_CHARACTERS = 200;

    private final byte[] in;
    private final int end;

    private final boolean[] object = new boolean[JsonScanner.MAX_DEPTH];
    /** The element's index in an array; the first byte of the member's name in an object; -1 before the first. */
    private final int[] mark = new int[JsonScanner.MAX_DEPTH];
    /** The end of the member's name in an object. */
    private final int[] nameEnd = new int[JsonScanner.MAX_DEPTH];

    private int depth;

    private JsonPath(byte[] in, int end) {
        this.in = in;
        this.end = end;
    }

    /** A member of an object at the top level, such as {@code $.metadata}. */
    static String of(String... names) {
        var path = new StringBuilder("$");
        Arrays.stream(names)
                .map(name -> name.length() > MAX_NAME_CHARACTERS ? name.substring(0, MAX_NAME_CHARACTERS) + "…" : name)
                .forEach(name -> append(path, name));
        return path.toString();
    }

    /**
     * The last member or element that begins before a place, such as {@code $.payload.menuitem[0].value}. It walks there from the
     * text's start, so that a scanner that meets nothing wrong needn't keep it.
     *
     * @param start the text's first byte
     * @param place up to which the text is valid
     */
    static String at(byte[] in, int start, int end, int place) {
        var path = new JsonPath(in, end);
        path.walk(start, place);
        return path.toString();
    }

    private void walk(int start, int place) {
        int at = start;
        boolean nameFollows = false;
        while (at < place) {
            int next = at + 1;
            switch (in[at]) {
                case '{', '[' -> {
                    nameFollows = in[at] == '{';
                    open(nameFollows, next);
                }
                case '}', ']' -> {
                    depth--;
                    nameFollows = false;
                }
                case ',' -> {
                    nameFollows = object[depth - 1];
                    if (!nameFollows) {
                        mark[depth - 1]++;
                    }
                }
                case '"' -> {
                    next = stringEnd(at);
                    if (nameFollows && next <= place) {
                        mark[depth - 1] = at;
                        nameEnd[depth - 1] = next;
                        nameFollows = false;
                    }
                }
                default -> {
                    // a colon, white space, or a byte of a number or a literal
                }
            }
            at = next;
        }
    }

    private void open(boolean isObject, int inside) {
        object[depth] = isObject;
        mark[depth] = isObject || firstByte(inside) == ']' ? -1 : 0;
        depth++;
    }

    /** The first byte that is no white space, or -1. */
    private int firstByte(int from) {
        int at = from;
        while (at < end && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
        return at < end ? in[at] : -1;
    }

    /** What follows the string that begins here; beyond the end where it has none. */
    private int stringEnd(int start) {
        int at = start + 1;
        while (at < end && in[at] != '"') {
            at += in[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    @Override
    public String toString() {
        var path = new StringBuilder("$");
        for (int level = 0; level < depth; level++) {
            if (mark[level] < 0) {
                break;
            }
            if (object[level]) {
                append(path, name(mark[level], nameEnd[level]));
            } else {
                path.append('[').append(mark[level]).append(']');
            }
        }
        return path.toString();
    }

    /** Cut before it's unescaped, with neither an escape nor a character of UTF-8 in halves. */
    private String name(int start, int nameEnd) {
        int last = nameEnd - 1;
        int at = start + 1;
        for (int characters = 0; at < last && characters < MAX_NAME_CHARACTERS; characters++) {
            if (in[at] == '\\') {
                at += in[at + 1] == 'u' ? 6 : 2;
            } else {
                at++;
            }
            while (at < last && (in[at] & 0xC0) == 0x80) {
                at++;
            }
        }
        if (at >= last) {
            return JsonText.string(in, start, nameEnd).asString();
        }
        var cut = Arrays.copyOfRange(in, start, at + 1);
        cut[cut.length - 1] = '"';
        return JsonText.string(cut, 0, cut.length).asString() + "…";
    }

    private static void append(StringBuilder path, String name) {
        if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            path.append('.').append(name);
        } else {
            path.append("['")
                    .append(name.replace("\\", "\\\\").replace("'", "\\'"))
                    .append("']");
        }
    }
}
