package dev.kinesislake.lab.aws.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a member of a request may be. A value of another type is a SerializationException and ends the check at once; a value out
 * of its bounds is one of the errors that a ValidationException lists.
 */
sealed interface Shape {

    /**
     * Checks a value that is there.
     *
     * @param path such as {@code records.1.member.partitionKey}
     * @param violations takes each violated constraint
     * @throws KinesisException when the value is of another type
     */
    void check(JsonNode value, Wire wire, String path, Consumer<String> violations);

    /** Text of so many characters (code points), all of it matching a pattern where there is one. */
    record Text(int least, int most, @Nullable Pattern pattern) implements Shape {

        @Override
        public void check(JsonNode value, Wire wire, String path, Consumer<String> violations) {
            require(value.isTextual(), path, "a string");
            var text = value.textValue();
            require(StandardCharsets.UTF_8.newEncoder().canEncode(text), path, "a string of whole Unicode characters");
            if (pattern != null && !pattern.matcher(text).matches()) {
                violations.accept(violation(path, text, "satisfy regular expression pattern: " + pattern));
            }
            bound(text.codePointCount(0, text.length()), least, most, path, text, "length", violations);
        }
    }

    /** One of an enum's constants. */
    record Choice(List<String> names) implements Shape {

        static <E extends Enum<E>> Choice of(Class<E> type) {
            return new Choice(
                    Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
        }

        @Override
        public void check(JsonNode value, Wire wire, String path, Consumer<String> violations) {
            require(value.isTextual(), path, "a string");
            if (!names.contains(value.textValue())) {
                violations.accept(violation(path, value.textValue(), "satisfy enum value set: " + names));
            }
        }
    }

    /** An integer between two bounds. */
    record Whole(int least, int most) implements Shape {

        @Override
        public void check(JsonNode value, Wire wire, String path, Consumer<String> violations) {
            require(value.isIntegralNumber() && value.canConvertToInt(), path, "an integer of 32 bits");
            bound(value.intValue(), least, most, path, value.asText(), "value", violations);
        }
    }

    /** Bytes, at most so many. */
    record Blob(int most) implements Shape {

        @Override
        public void check(JsonNode value, Wire wire, String path, Consumer<String> violations) {
            require(wire.spellsBlob(value), path, wire == Wire.JSON ? "base64 text" : "a byte string");
            try {
                bound(value.binaryValue().length, 0, most, path, null, "length", violations);
            } catch (IOException notBase64) {
                require(false, path, "base64 text");
            }
        }
    }

    /** True or false. */
    record Flag() implements Shape {

        @Override
        public void check(JsonNode value, Wire wire, String path, Consumer<String> violations) {
            require(value.isBoolean(), path, "a boolean");
        }
    }

    /** A point in time, somewhere in the years 1 to 9999. */
    record Time() implements Shape {

        private static final double FIRST = -62_135_596_800_000.0;
        private static final double LAST = 253_402_300_799_999.0;

        @Override
        public void check(JsonNode value, Wire wire, String path, Consumer<String> violations) {
            var millis = value.isNumber() ? wire.millis(value) : Double.NaN;
            require(millis >= FIRST && millis <= LAST, path, "a time since the epoch");
        }
    }

    /** So many of one shape. */
    record ListOf(Shape element, int least, int most) implements Shape {

        @Override
        public void check(JsonNode value, Wire wire, String path, Consumer<String> violations) {
            require(value.isArray(), path, "a list");
            bound(value.size(), least, most, path, null, "length", violations);
            for (int i = 0; i < value.size(); i++) {
                element.check(value.get(i), wire, path + "." + (i + 1) + ".member", violations);
            }
        }
    }

    /** Named members. What it doesn't name is passed over, and null is the same as absent. */
    record Structure(List<Member> members) implements Shape {

        static Structure of(Member... members) {
            return new Structure(List.of(members));
        }

        @Override
        public void check(JsonNode value, Wire wire, String path, Consumer<String> violations) {
            require(value.isObject(), path, "a structure");
            for (var member : members) {
                var lower = member.name().substring(0, 1).toLowerCase(Locale.ROOT)
                        + member.name().substring(1);
                var memberPath = path.isEmpty() ? lower : path + "." + lower;
                if (value.hasNonNull(member.name())) {
                    member.shape().check(value.get(member.name()), wire, memberPath, violations);
                } else if (member.required()) {
                    violations.accept(
                            "Value null at '" + memberPath + "' failed to satisfy constraint: Member must not be null");
                }
            }
        }
    }

    record Member(String name, Shape shape, boolean required) {}

    private static void require(boolean holds, String path, String wanted) {
        if (!holds) {
            throw new KinesisException(KinesisError.SERIALIZATION, "Value at '" + path + "' is not " + wanted);
        }
    }

    private static void bound(
            int size,
            int least,
            int most,
            String path,
            @Nullable String shown,
            String what,
            Consumer<String> violations) {
        if (size < least) {
            violations.accept(violation(path, shown, "have " + what + " greater than or equal to " + least));
        }
        if (size > most) {
            violations.accept(violation(path, shown, "have " + what + " less than or equal to " + most));
        }
    }

    private static String violation(String path, @Nullable String shown, String must) {
        return "Value " + (shown == null ? "" : "'" + shown + "' ") + "at '" + path
                + "' failed to satisfy constraint: Member must " + must;
    }
}
