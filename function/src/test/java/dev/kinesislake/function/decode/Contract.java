package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import dev.kinesislake.function.decode.StrictParser.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The data contract's table of reasons, written a second time over other libraries. Slow and plain: what the decoder is held against. */
final class Contract {

    private Contract() {}

    /** The reason that the contract gives a record, or null where it's an event. */
    static @Nullable Reason reason(byte[] record, Set<String> sections) {
        if (!ByteString.copyFrom(record).isValidUtf8()) {
            return Reason.NOT_UTF8;
        }
        var document = StrictParser.parse(text(record));
        if (document == null || document.halfPair() || document.depth() > 100) {
            return Reason.MALFORMED_JSON;
        }
        if (document.tokens().get(0).type() != JsonToken.START_OBJECT) {
            return Reason.NOT_AN_OBJECT;
        }
        return reason(members(document.tokens()), sections);
    }

    /** A record's text without a byte order mark. */
    static String text(byte[] record) {
        var text = new String(record, UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static @Nullable Reason reason(List<Member> event, Set<String> sections) {
        var found = value(event, "metadata");
        var metadata = found != null && is(found, JsonToken.START_OBJECT) ? members(found) : null;
        if (hasDuplicate(event) || (metadata != null && hasDuplicate(metadata))) {
            return Reason.DUPLICATE_MEMBER;
        }
        if (metadata == null) {
            return Reason.MISSING_METADATA;
        }
        var section = value(metadata, "section");
        if (section == null || is(section, JsonToken.VALUE_NULL) || isBlank(section)) {
            return Reason.MISSING_SECTION;
        }
        var name = section.get(0).text();
        if (!is(section, JsonToken.VALUE_STRING)
                || name.getBytes(UTF_8).length > 128
                || name.codePoints().anyMatch(c -> Character.getType(c) == Character.CONTROL)
                || name.equals("__HIVE_DEFAULT_PARTITION__")) {
            return Reason.INVALID_SECTION;
        }
        if (!sections.isEmpty() && !sections.contains(name)) {
            return Reason.UNKNOWN_SECTION;
        }
        var uuid = value(metadata, "uuid");
        if (!is(uuid, JsonToken.VALUE_STRING) || isBlank(uuid)) {
            return Reason.MISSING_UUID;
        }
        return is(value(event, "payload"), JsonToken.START_OBJECT) ? null : Reason.MISSING_PAYLOAD;
    }

    private static boolean is(@Nullable List<Token> value, JsonToken type) {
        return value != null && value.get(0).type() == type;
    }

    private static boolean isBlank(@Nullable List<Token> value) {
        return value != null
                && is(value, JsonToken.VALUE_STRING)
                && value.get(0).text().isBlank();
    }

    private static boolean hasDuplicate(List<Member> members) {
        var names = new HashSet<String>();
        return !members.stream().allMatch(member -> names.add(member.name()));
    }

    private static @Nullable List<Token> value(List<Member> members, String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .map(Member::value)
                .findFirst()
                .orElse(null);
    }

    /** The members of an object, by its tokens. */
    private static List<Member> members(List<Token> object) {
        var members = new ArrayList<Member>();
        int depth = 0;
        int name = 0;
        for (int at = 1; at < object.size() - 1; at++) {
            var type = object.get(at).type();
            if (depth == 0 && type == JsonToken.FIELD_NAME) {
                name = at;
            }
            depth += type.isStructStart() ? 1 : type.isStructEnd() ? -1 : 0;
            if (depth == 0 && at > name) {
                members.add(new Member(object.get(name).text(), object.subList(name + 1, at + 1)));
            }
        }
        return members;
    }

    private record Member(String name, List<Token> value) {}
}
