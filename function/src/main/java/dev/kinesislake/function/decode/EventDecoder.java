package dev.kinesislake.function.decode;

import static java.util.Objects.requireNonNull;

import dev.kinesislake.function.decode.JsonText.Kind;
import dev.kinesislake.function.event.Event;
import dev.kinesislake.function.event.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a record is an event of the lake. Every sequence of bytes has an answer: a broken record is an expected outcome,
 * not an error.
 */
public final class EventDecoder {

    /** UTF-8 bytes in a section's name. */
    public static final int MAX_SECTION_BYTES = 128;

    /** What Hive and Spark name the folder of rows without a value: a section of that name would be null to its readers. */
    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

    private static final byte[] METADATA = utf8(Event.METADATA);
    private static final byte[] PAYLOAD = utf8(Event.PAYLOAD);
    private static final byte[] SECTION = utf8(Metadata.SECTION);
    private static final byte[] UUID = utf8(Metadata.UUID);

    private final Set<String> sections;

    /**
     * Makes a decoder.
     *
     * @param sections the only ones that are valid; where empty, all are
     */
    public EventDecoder(Set<String> sections) {
        this.sections = Set.copyOf(sections);
    }

    /** Decodes what should be one event; the checks run in the order of {@link Reason}. */
    public Decoded decode(UserRecord record) {
        return decode(record, ScannedText.ofRecord(record.data()));
    }

    /**
     * The same for what was scanned before.
     *
     * @param text of the record's data
     */
    Decoded decode(UserRecord record, ScannedText text) {
        var malformed = text.malformed();
        if (malformed != null || !text.utf8()) {
            int invalidByte = Utf8.firstInvalid(record.data());
            if (invalidByte >= 0) {
                return invalid(record, Reason.NOT_UTF8, "byte " + invalidByte + " is not valid UTF-8", null);
            }
        }
        return malformed == null
                ? check(record, requireNonNull(text.json()))
                : invalid(record, Reason.MALFORMED_JSON, malformed.detail(), malformed.path());
    }

    private Decoded check(UserRecord record, JsonText event) {
        if (event.kind() != Kind.OBJECT) {
            return invalid(record, Reason.NOT_AN_OBJECT, "is " + words(event) + ", expected an object", "$");
        }
        var metadata = object(event.member(METADATA));
        var twice = event.duplicate();
        if (twice != null) {
            return invalid(record, Reason.DUPLICATE_MEMBER, "is named twice", path(twice));
        }
        twice = metadata == null ? null : metadata.duplicate();
        if (twice != null) {
            return invalid(record, Reason.DUPLICATE_MEMBER, "is named twice", path(Event.METADATA, twice));
        }
        if (metadata == null) {
            var found = event.member(METADATA);
            return invalid(record, Reason.MISSING_METADATA, expected("an object", found), path(Event.METADATA));
        }
        return checkMembers(record, event, metadata);
    }

    private static String words(JsonText text) {
        return text.isEmptyArray() ? "an array without elements" : text.kind().words();
    }

    private Decoded checkMembers(UserRecord record, JsonText event, JsonText metadata) {
        var section = metadata.member(SECTION);
        if (section == null || section.kind() == Kind.NULL || isBlank(section)) {
            var detail = expected("a section's name", section);
            return invalid(record, Reason.MISSING_SECTION, detail, path(Event.METADATA, Metadata.SECTION));
        }
        if (section.kind() != Kind.STRING) {
            var detail = expected("a string", section);
            return invalid(record, Reason.INVALID_SECTION, detail, path(Event.METADATA, Metadata.SECTION));
        }
        var name = section.asString();
        var wrong = invalidSection(name);
        if (wrong != null) {
            return invalid(record, Reason.INVALID_SECTION, wrong, path(Event.METADATA, Metadata.SECTION));
        }
        if (!sections.isEmpty() && !sections.contains(name)) {
            var detail = "is " + name + ", which is none of this stack's sections";
            return invalid(record, Reason.UNKNOWN_SECTION, detail, path(Event.METADATA, Metadata.SECTION));
        }
        var uuid = metadata.member(UUID);
        if (uuid == null || uuid.kind() != Kind.STRING || isBlank(uuid)) {
            var detail = expected("a string that isn't blank", uuid);
            return invalid(record, Reason.MISSING_UUID, detail, path(Event.METADATA, Metadata.UUID));
        }
        var payload = object(event.member(PAYLOAD));
        if (payload == null) {
            var found = event.member(PAYLOAD);
            return invalid(record, Reason.MISSING_PAYLOAD, expected("an object", found), path(Event.PAYLOAD));
        }
        return new Decoded.Valid(record, name, uuid, payload, event);
    }

    /** Whether a stack can list a section: whether an event may have it. */
    public static boolean isSection(String name) {
        return !name.isBlank() && invalidSection(name) == null;
    }

    private static @Nullable String invalidSection(String name) {
        if (name.length() > MAX_SECTION_BYTES / 3) { // which a character of a string has at most
            int length = utf8(name).length;
            if (length > MAX_SECTION_BYTES) {
                return "is " + length + " bytes of UTF-8 long, allowed are " + MAX_SECTION_BYTES;
            }
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return "has a control character";
            }
        }
        return name.equals(HIVE_NULL) ? "is the name that readers take for null" : null;
    }

    private static @Nullable JsonText object(@Nullable JsonText value) {
        return value == null || value.kind() != Kind.OBJECT ? null : value;
    }

    private static boolean isBlank(JsonText value) {
        return value.kind() == Kind.STRING && value.isBlank();
    }

    private static String expected(String what, @Nullable JsonText found) {
        if (found == null) {
            return "is missing, expected " + what;
        }
        return "is " + (isBlank(found) ? "a blank string" : found.kind().words()) + ", expected " + what;
    }

    private static String path(String... names) {
        return JsonPath.of(names);
    }

    private static Decoded invalid(UserRecord record, Reason reason, String detail, @Nullable String path) {
        return new Decoded.Invalid(record, reason, detail, path);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
