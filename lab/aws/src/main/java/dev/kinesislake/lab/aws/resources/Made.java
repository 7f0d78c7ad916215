package dev.kinesislake.lab.aws.resources;

import java.util.HashMap;
import java.util.Map;

/**
 * A resource that exists.
 *
 * @param id as the provider gives it
 * @param inputs what it was made from, or last changed to
 * @param added what AWS adds to that
 */
public record Made(String id, Map<String, Object> inputs, Map<String, Object> added) {

    public Made {
        inputs = Map.copyOf(inputs);
        added = Map.copyOf(added);
    }

    /** A resource with its inputs and nothing else. */
    static Made of(String id, Inputs inputs) {
        return new Made(id, inputs.all(), Map.of());
    }

    Made with(String property, Object value) {
        var more = new HashMap<>(added);
        more.put(property, value);
        return new Made(id, inputs, more);
    }

    /** The same resource with an input that is another one by now. */
    Made withInput(String property, Object value) {
        var changed = new HashMap<>(inputs);
        changed.put(property, value);
        return new Made(id, changed, added);
    }

    /** Its inputs and what AWS adds. */
    public Map<String, Object> properties() {
        var all = new HashMap<>(inputs);
        all.putAll(added);
        return Map.copyOf(all);
    }
}
