package dev.kinesislake.app.config;

import java.util.Optional;
import java.util.Set;

/** Where a stack's configuration comes from. */
@FunctionalInterface
public interface Lookup {

    /**
     * A value as Pulumi's configuration gives it: text, with arrays and objects as JSON. Defaults are merged in already.
     *
     * @param key with its namespace, such as {@code kinesis-lake:windowSeconds} or {@code aws:region}
     */
    Optional<String> get(String key);

    /** All keys that are set, with their namespaces, so that misspelt ones are found; empty where the source can't tell. */
    default Set<String> keys() {
        return Set.of();
    }
}
