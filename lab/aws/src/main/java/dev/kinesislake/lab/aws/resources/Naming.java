package dev.kinesislake.lab.aws.resources;

import java.util.Locale;

/**
 * How a resource is named that the program gives no name.
 *
 * @param property that has the name
 * @param maxLength of the name, in characters
 * @param lowerCase whether the name may have no capitals
 */
public record Naming(String property, int maxLength, boolean lowerCase) {

    static Naming upTo(int maxLength) {
        return new Naming("name", maxLength, false);
    }

    /** The program's name for the resource, as far as AWS takes it. */
    public String base(String name) {
        return lowerCase ? name.toLowerCase(Locale.ROOT) : name;
    }
}
