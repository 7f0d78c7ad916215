package dev.kinesislake.function.decode;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A valid JSON text without insignificant white space: a range of bytes that may be a part of the record's own, so not to be
 * changed.
 *
 * <p>An object's members are numbers, to be walked from {@link #firstMember} to before {@link #lastMember} by {@link #nextMember}; a
 * batch has tens of thousands of them, too many to be objects of their own.
 */
public final class JsonText {

    // A member in the table: where its name with the quotes and its value begin and end, counted from the first byte
    // of the whole text, and where the next member of the same object stands in the table. A member's own members
    // stand behind it.
    static final int NAME_START = 0;
    static final int NAME_END = 1;
    static final int VALUE_START = 2;
    static final int VALUE_END = 3;
    static final int NEXT = 4;
    static final int ENTRY = 5;

    private static final int[] NONE = {};
    private static final int FEW = 8;
    private static final int MANY = 1_000;

    private final byte[] bytes;
    private final int origin;
    private final int start;
    private final int end;
    private final int[] table;
    private final int firstMember;
    private final int lastMember;
    private final boolean escapes;

    JsonText(
            byte[] bytes,
            int origin,
            int start,
            int end,
            int[] table,
            int firstMember,
            int lastMember,
            boolean escapes) {
        this.bytes = bytes;
        this.origin = origin;
        this.start = start;
        this.end = end;
        this.table = table;
        this.firstMember = firstMember;
        this.lastMember = lastMember;
        this.escapes = escapes;
    }

    /** A string, with its quotes. */
    static JsonText string(byte[] bytes, int start, int end) {
        return new JsonText(bytes, start, start, end, NONE, 0, 0, true);
    }

    /** A part of a text, whose members aren't listed. */
    static JsonText part(byte[] bytes, int start, int end, boolean escapes) {
        return new JsonText(bytes, start, start, end, NONE, 0, 0, escapes);
    }

    /** The bytes of the text are those from {@link #start} to before {@link #end}. */
    public byte[] bytes() {
        return bytes;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    public int length() {
        return end - start;
    }

    /** How much of the heap the whole text that this is a part of takes, with the list of its members. */
    long heapBytes() {
        return bytes.length + (long) Integer.BYTES * table.length;
    }

    public Kind kind() {
        return switch (bytes[start]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    boolean isArray() {
        return kind() == Kind.ARRAY;
    }

    /** Whether it's an array without elements. */
    boolean isEmptyArray() {
        return isArray() && length() == 2;
    }

    /** The first member, duplicates counted; {@link #lastMember} where there is none or none is listed. */
    public int firstMember() {
        return firstMember;
    }

    /** What follows the last member. */
    public int lastMember() {
        return lastMember;
    }

    public int nextMember(int member) {
        return table[member + NEXT];
    }

    /** The byte that the places in the table are counted from. */
    int origin() {
        return origin;
    }

    /** Where a member's name begins, with its quotes. */
    int nameStart(int member) {
        return origin + table[member + NAME_START];
    }

    int nameEnd(int member) {
        return origin + table[member + NAME_END];
    }

    int valueStart(int member) {
        return origin + table[member + VALUE_START];
    }

    int valueEnd(int member) {
        return origin + table[member + VALUE_END];
    }

    int tableLength() {
        return lastMember;
    }

    boolean mayHaveEscapes() {
        return escapes;
    }

    /**
     * Copies entries of the table for bytes that stand somewhere else.
     *
     * @param moved how much further on
     */
    void copyEntries(int first, int last, int moved, int[] to, int at) {
        if (moved == 0 && at == first) {
            System.arraycopy(table, first, to, at, last - first);
            return;
        }
        for (int entry = first; entry < last; entry += ENTRY) {
            int copy = at + entry - first;
            to[copy + NAME_START] = table[entry + NAME_START] + moved;
            to[copy + NAME_END] = table[entry + NAME_END] + moved;
            to[copy + VALUE_START] = table[entry + VALUE_START] + moved;
            to[copy + VALUE_END] = table[entry + VALUE_END] + moved;
            to[copy + NEXT] = table[entry + NEXT] + at - first;
        }
    }

    /** A member's name as it's meant, without escapes. */
    public String name(int member) {
        return string(bytes, origin + table[member + NAME_START], origin + table[member + NAME_END])
                .asString();
    }

    /** Whether a member has that name. */
    private boolean isNamed(int member, byte[] name) {
        return isSpelt(member, name)
                || (escapes && hasEscape(member) && Arrays.equals(name(member).getBytes(StandardCharsets.UTF_8), name));
    }

    private boolean isSpelt(int member, byte[] name) {
        int nameStart = origin + table[member + NAME_START] + 1;
        int nameEnd = origin + table[member + NAME_END] - 1;
        return nameEnd - nameStart == name.length && Arrays.equals(bytes, nameStart, nameEnd, name, 0, name.length);
    }

    /**
     * Which of some names a member has, -1 where it has another one.
     *
     * @param names all different
     * @param likely the one that it probably has; may be one too many
     */
    public int indexOfName(int member, byte[][] names, int likely) {
        if (likely < names.length && isSpelt(member, names[likely])) {
            return likely;
        }
        return escapes && hasEscape(member) ? indexOfUnescaped(member, names) : indexOfSpelt(member, names);
    }

    private int indexOfSpelt(int member, byte[][] names) {
        for (int i = 0; i < names.length; i++) {
            if (isSpelt(member, names[i])) {
                return i;
            }
        }
        return -1;
    }

    private int indexOfUnescaped(int member, byte[][] names) {
        var name = name(member).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < names.length; i++) {
            if (Arrays.equals(name, names[i])) {
                return i;
            }
        }
        return -1;
    }

    private boolean hasEscape(int member) {
        int nameEnd = origin + table[member + NAME_END];
        for (int at = origin + table[member + NAME_START]; at < nameEnd; at++) {
            if (bytes[at] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** A member's value. */
    public JsonText value(int member) {
        return new JsonText(
                bytes,
                origin,
                origin + table[member + VALUE_START],
                origin + table[member + VALUE_END],
                table,
                member + ENTRY,
                table[member + NEXT],
                escapes);
    }

    /** The value of the first member of that name, or null where there is none. */
    public @Nullable JsonText member(byte[] name) {
        for (int member = firstMember; member < lastMember; member = nextMember(member)) {
            if (isNamed(member, name)) {
                return value(member);
            }
        }
        return null;
    }

    /** A name that two members have, or null. */
    @Nullable String duplicate() {
        if (!escapes && isShort()) {
            return duplicateOfFew();
        }
        int count = 0;
        Set<String> names = new HashSet<>();
        for (int member = firstMember; member < lastMember; member = nextMember(member)) {
            if (count++ == MANY) {
                return duplicateOfMany();
            }
            var name = name(member);
            if (!names.add(name)) {
                return name;
            }
        }
        return null;
    }

    /** Sorts the names by their hashes, as a set of millions of strings would take more than a small function has. */
    private @Nullable String duplicateOfMany() {
        int count = 0;
        for (int member = firstMember; member < lastMember; member = nextMember(member)) {
            count++;
        }
        var byHash = new long[count];
        int at = 0;
        for (int member = firstMember; member < lastMember; member = nextMember(member)) {
            byHash[at++] = (long) name(member).hashCode() << Integer.SIZE | member;
        }
        Arrays.sort(byHash);
        int first = Integer.MAX_VALUE;
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && byHash[to] >> Integer.SIZE == byHash[from] >> Integer.SIZE) {
                to++;
            }
            Set<String> names = new HashSet<>();
            for (int i = from; to - from > 1 && i < to; i++) {
                if (!names.add(name((int) byHash[i]))) {
                    first = Math.min(first, (int) byHash[i]);
                }
            }
            from = to;
        }
        return first == Integer.MAX_VALUE ? null : name(first);
    }

    /** Whether the object has at most {@value #FEW} members. */
    private boolean isShort() {
        int member = firstMember;
        for (int count = 0; count < FEW && member < lastMember; count++) {
            member = nextMember(member);
        }
        return member >= lastMember;
    }

    /** Compares each two names as they are spelt, which for a handful is faster than making strings and a set of them. */
    private @Nullable String duplicateOfFew() {
        for (int member = firstMember; member < lastMember; member = nextMember(member)) {
            for (int other = firstMember; other < member; other = nextMember(other)) {
                if (Arrays.equals(
                        bytes,
                        origin + table[member + NAME_START],
                        origin + table[member + NAME_END],
                        bytes,
                        origin + table[other + NAME_START],
                        origin + table[other + NAME_END])) {
                    return name(member);
                }
            }
        }
        return null;
    }

    /** The characters that a string stands for. */
    public String asString() {
        return hasEscapes() ? unescape() : new String(bytes, start + 1, length() - 2, StandardCharsets.UTF_8);
    }

    /** Whether a string has nothing but white space. */
    boolean isBlank() {
        byte first = bytes[start + 1];
        boolean visible = first > ' ' && first != '"' && first != '\\';
        return !visible && asString().isBlank();
    }

    /** Whether a string is spelt in other characters than those that it stands for. */
    public boolean hasEscapes() {
        if (escapes) {
            for (int i = start; i < end; i++) {
                if (bytes[i] == '\\') {
                    return true;
                }
            }
        }
        return false;
    }

    private String unescape() {
        try (var json = JsonReader.of(new Buffer().write(bytes, start, length()))) {
            return json.nextString();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    @Override
    public String toString() {
        return new String(bytes, start, length(), StandardCharsets.UTF_8);
    }

    /** What a JSON text can be, with the words for it. */
    public enum Kind {
        OBJECT("an object"),
        ARRAY("an array"),
        STRING("a string"),
        NUMBER("a number"),
        BOOLEAN("a boolean"),
        NULL("null");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
