package dev.kinesislake.engine;

import java.util.Map;

/** A stack's outputs, by name. */
record Outputs(Map<String, String> values) {

    String get(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new AssertionError("the stack has no output " + name + ", but " + values.keySet());
        }
        return value;
    }
}
