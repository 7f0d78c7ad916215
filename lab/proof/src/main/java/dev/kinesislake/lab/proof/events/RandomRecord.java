package dev.kinesislake.lab.proof.events;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Records of any type that an event may consist of, with values made up by the type of each component. */
final class RandomRecord {

    private static final List<String> WORDS = List.of("red", "green", "blue", "nan", "None", "caf\u00e9");
    private static final long EPOCH_SECOND =
            Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final int SECONDS_PER_YEAR = 365 * 24 * 60 * 60;

    private RandomRecord() {}

    /** Gives a component its value. */
    interface Values {
        Object of(RecordComponent component);
    }

    /** A record with these values. */
    static <R extends Record> R of(Class<R> type, Values values) {
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var arguments = Arrays.stream(components).map(values::of).toArray();
        try {
            return type.getConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("can't make a " + type.getSimpleName(), impossible);
        }
    }

    /** A value of a type. */
    static Object value(Class<?> type, SplittableRandom random) {
        if (type == String.class) {
            return WORDS.get(random.nextInt(WORDS.size()));
        }
        if (type == Integer.class) {
            return random.nextInt(10_000);
        }
        if (type == Long.class) {
            return random.nextLong();
        }
        if (type == Double.class) {
            return random.nextInt(100_000) / 100.0;
        }
        if (type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == Instant.class) {
            return Instant.ofEpochSecond(EPOCH_SECOND + random.nextInt(SECONDS_PER_YEAR), 120_000_000);
        }
        if (type.isRecord()) {
            return of(type.asSubclass(Record.class), component -> value(component.getType(), random));
        }
        if (type.isAssignableFrom(List.class)) {
            return List.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        throw new IllegalArgumentException("no values are known of " + type.getSimpleName());
    }
}
