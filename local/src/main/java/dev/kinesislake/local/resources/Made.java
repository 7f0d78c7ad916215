package dev.kinesislake.local.resources;

import java.util.HashMap;
import java.util.Map;

/**
 * A resource that exists.
 *
 * @param id as the provider gives it
 * @param properties its inputs, and what AWS adds to them
 */
public record Made(String id, Map<String, Object> properties) {

    /** A resource with its inputs and nothing else. */
    static Made of(String id, Inputs inputs) {
        return new Made(id, inputs.all());
    }

    Made with(String property, Object value) {
        var more = new HashMap<>(properties);
        more.put(property, value);
        return new Made(id, more);
    }
}
