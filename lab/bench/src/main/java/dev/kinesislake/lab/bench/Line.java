package dev.kinesislake.lab.bench;

/**
 * A line of the table.
 *
 * @param part of the table that it's in
 * @param what was measured; with the part it names the line for ever, since {@code --check} finds it by them
 * @param unit of the figures
 * @param compared what {@code --check} makes of a difference
 */
public record Line(String part, String what, String unit, Sample sample, Compared compared) {

    /** Whether {@code --check} compares a figure, and which way it gets worse. */
    public enum Compared {
        /** It is only there to be read. */
        NO,
        LOWER_IS_BETTER,
        HIGHER_IS_BETTER
    }

    /** Whether it says the same on another machine: counts and bytes do. What two programs take differs from processor to processor. */
    boolean isPortable() {
        return !unit.equals("×") || part.equals("memory");
    }

    /** How much worse this is than another of the same name, as a share; negative where it is better. */
    double worseThan(Line other) {
        double change = sample.median() / other.sample.median() - 1;
        return switch (compared) {
            case NO -> 0;
            case LOWER_IS_BETTER -> change;
            case HIGHER_IS_BETTER -> 1 / (1 + change) - 1;
        };
    }
}
