package dev.kinesislake.function.decode;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A valid JSON text without insignificant white space: a range of bytes that may be a part of the record's own, so not to be
 * changed.
 */
public final class JsonText {

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final List<Member> members;

    JsonText(byte[] bytes, int start, int end, List<Member> members) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.members = members;
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

    /** An object's members in their order, duplicates among them; none where the text is no object. */
    public List<Member> members() {
        return members;
    }

    /** The value of the first member of that name, or null where there is none. Its own members are not listed. */
    @Nullable JsonText member(String name) {
        for (var member : members) {
            if (member.name().equals(name)) {
                return value(member);
            }
        }
        return null;
    }

    /** The value of one of the members. Its own members are not listed. */
    public JsonText value(Member member) {
        return new JsonText(bytes, start + member.start(), start + member.end(), List.of());
    }

    /** The characters that a string stands for. */
    public String asString() {
        return hasEscapes() ? unescape() : new String(bytes, start + 1, length() - 2, StandardCharsets.UTF_8);
    }

    /** Whether a string is spelt in other characters than those that it stands for. */
    public boolean hasEscapes() {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\\') {
                return true;
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

    /** A member of an object, and where its value begins and ends, counted from the object's first byte. */
    public record Member(String name, int start, int end) {}

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
