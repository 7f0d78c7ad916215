package dev.kinesislake.function.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a member that says something about a person. */
public enum Treatment {
    /** It's stored as it was sent, with all that is inside. */
    KEEP,
    /** The event has no such member, and a column has null. */
    DROP,
    /** It's a string that has an address's domain, or a number's last digits. */
    MASK,
    /** It's a string that has a keyed hash: the same for the same value, and nobody without the key can tell which. */
    HASH;

    /** As configurations spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is spelt so. */
    public static Optional<Treatment> of(String label) {
        return Arrays.stream(values())
                .filter(treatment -> treatment.label().equals(label))
                .findFirst();
    }

    /** As configurations spell them. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Treatment::label).toList();
    }
}
