package dev.kinesislake.function.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A JSON value that keeps how it is spelt, and can be written with or without white space. */
sealed interface JsonTree {

    /**
     * A number, a literal or a string.
     *
     * @param meant the characters of a string; any other value as it's spelt
     */
    record Scalar(String meant, String spelt) implements JsonTree {}

    record Array(List<JsonTree> elements) implements JsonTree {}

    record Member(String name, String spelt, JsonTree value) {}

    record Struct(List<Member> members) implements JsonTree {}

    /** Without white space. */
    default String compact() {
        var text = new StringBuilder();
        write(this, text, null);
        return text.toString();
    }

    /** With white space here and there. */
    default String spaced(SplittableRandom random) {
        var text = new StringBuilder();
        write(this, text, random);
        return text.toString();
    }

    /** A string, each of whose characters may be escaped. */
    static String spelt(String meant, SplittableRandom random) {
        var text = new StringBuilder("\"");
        boolean escapes = random.nextInt(4) == 0;
        for (int i = 0; i < meant.length(); i++) {
            char c = meant.charAt(i);
            if (c == '"' || c == '\\' || (escapes && random.nextBoolean() && !Character.isSurrogate(c))) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    private static void write(JsonTree tree, StringBuilder text, @Nullable SplittableRandom random) {
        space(text, random);
        if (tree instanceof Scalar scalar) {
            text.append(scalar.spelt());
        } else if (tree instanceof Array array) {
            text.append('[');
            for (int i = 0; i < array.elements().size(); i++) {
                text.append(i == 0 ? "" : ",");
                write(array.elements().get(i), text, random);
            }
            text.append(']');
        } else if (tree instanceof Struct struct) {
            var members = new ArrayList<>(struct.members());
            text.append('{');
            for (int i = 0; i < members.size(); i++) {
                text.append(i == 0 ? "" : ",");
                space(text, random);
                text.append(members.get(i).spelt());
                space(text, random);
                text.append(':');
                write(members.get(i).value(), text, random);
            }
            text.append('}');
        }
        space(text, random);
    }

    private static void space(StringBuilder text, @Nullable SplittableRandom random) {
        if (random != null && random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? " " : "\n\t");
        }
    }
}
