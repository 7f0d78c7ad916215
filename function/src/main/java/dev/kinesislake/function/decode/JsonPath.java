package dev.kinesislake.function.decode;

import java.util.Arrays;
import java.util.List;

/** Where a scanner is inside a JSON text. Keeping it costs two writes a member; it's spelt out only for an error. */
final class JsonPath {

    private final boolean[] object;
    /** The element's index in an array; the first byte of the member's name in an object; -1 before the first. */
    private final int[] mark;
    /** The end of the member's name in an object. */
    private final int[] nameEnd;

    private byte[] text = {};
    private int depth;

    JsonPath(int maxDepth) {
        object = new boolean[maxDepth];
        mark = new int[maxDepth];
        nameEnd = new int[maxDepth];
    }

    int depth() {
        return depth;
    }

    boolean inObject() {
        return depth > 0 && object[depth - 1];
    }

    void open(boolean isObject) {
        object[depth] = isObject;
        mark[depth] = -1;
        depth++;
    }

    void close() {
        depth--;
    }

    void nextElement() {
        mark[depth - 1]++;
    }

    /** The member whose name, with its quotes, stands in the text from {@code start} to before {@code end}. */
    void member(byte[] in, int start, int end) {
        text = in;
        mark[depth - 1] = start;
        nameEnd[depth - 1] = end;
    }

    /** A member of an object at the top level, such as {@code $.metadata}. */
    static String of(String... names) {
        var path = new StringBuilder("$");
        Arrays.stream(names).forEach(name -> append(path, name));
        return path.toString();
    }

    /** The last member or element that was begun, such as {@code $.payload.menuitem[0].value}. */
    @Override
    public String toString() {
        var path = new StringBuilder("$");
        for (int level = 0; level < depth; level++) {
            if (mark[level] < 0) {
                break;
            }
            if (object[level]) {
                append(path, new JsonText(text, mark[level], nameEnd[level], List.of()).asString());
            } else {
                path.append('[').append(mark[level]).append(']');
            }
        }
        return path.toString();
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
