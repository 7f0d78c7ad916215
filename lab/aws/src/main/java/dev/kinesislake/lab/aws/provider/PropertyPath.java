package dev.kinesislake.lab.aws.provider;

import java.util.regex.Pattern;

/**
 * Where in a resource's properties a value is, such as {@code rules[0].expiration} or {@code tags["cost center"]}, as the engine reads
 * it.
 */
record PropertyPath(String text) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");

    static PropertyPath of(String property) {
        return new PropertyPath("").member(property);
    }

    PropertyPath member(String name) {
        if (!PLAIN.matcher(name).matches()) {
            return new PropertyPath(text + "[\"" + name.replace("\"", "\\\"") + "\"]");
        }
        return new PropertyPath(text.isEmpty() ? name : text + "." + name);
    }

    PropertyPath item(int index) {
        return new PropertyPath(text + "[" + index + "]");
    }
}
