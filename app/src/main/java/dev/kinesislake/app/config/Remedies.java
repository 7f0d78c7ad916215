package dev.kinesislake.app.config;

import java.util.Optional;

/** What to type to change a stack's configuration. It depends on where the stack is deployed from. */
public interface Remedies {

    /** The value of a key that no stack sets; empty where it's unknown, or blank. */
    Optional<String> defaultOf(String key);

    /**
     * Sets a value.
     *
     * @param key with its namespace
     * @param value as a shell needs it
     */
    String set(String key, String value);

    /** Takes a value out, which leaves the default. */
    String remove(String key);
}
