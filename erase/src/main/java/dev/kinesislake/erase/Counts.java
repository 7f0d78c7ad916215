package dev.kinesislake.erase;

import java.util.EnumMap;
import java.util.Map;

/** How many objects hold rows about the people, and how many rows, by place. Old versions of an object are objects of their own. */
public final class Counts {

    private final Map<Place, Long> objects = new EnumMap<>(Place.class);
    private final Map<Place, Long> rows = new EnumMap<>(Place.class);

    synchronized void add(Place place, long rowsOfObject) {
        objects.merge(place, 1L, Long::sum);
        rows.merge(place, rowsOfObject, Long::sum);
    }

    /** Adds the first row of an object, or another one. */
    synchronized void addRow(Place place, boolean isFirst) {
        if (isFirst) {
            objects.merge(place, 1L, Long::sum);
        }
        rows.merge(place, 1L, Long::sum);
    }

    synchronized void add(Counts others) {
        others.objects.forEach((place, count) -> objects.merge(place, count, Long::sum));
        others.rows.forEach((place, count) -> rows.merge(place, count, Long::sum));
    }

    public synchronized long objects(Place place) {
        return objects.getOrDefault(place, 0L);
    }

    public synchronized long rows(Place place) {
        return rows.getOrDefault(place, 0L);
    }

    public synchronized boolean isEmpty() {
        return objects.isEmpty();
    }
}
