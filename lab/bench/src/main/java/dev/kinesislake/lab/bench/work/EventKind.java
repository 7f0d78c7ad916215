package dev.kinesislake.lab.bench.work;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the events of a batch are like.
 *
 * @param sections how many there are
 * @param pretty whether events are broken over many lines
 * @param invalidPercent how many of 100 records are no events
 */
public record EventKind(int sections, boolean pretty, int invalidPercent) {

    /** What the others are compared with: three sections, compact, all valid. */
    public static final EventKind PLAIN = new EventKind(3, false, 0);

    private static final List<String> IN_USE = List.of("Electronics", "Beauty-Prouducts", "Home-Decor");

    public EventKind withSections(int number) {
        return new EventKind(number, pretty, invalidPercent);
    }

    public EventKind prettyPrinted() {
        return new EventKind(sections, true, invalidPercent);
    }

    public EventKind withInvalid(int percent) {
        return new EventKind(sections, pretty, percent);
    }

    /** The names: the retailer's three, then made up ones. */
    public List<String> names() {
        return IntStream.range(0, sections)
                .mapToObj(i -> i < IN_USE.size() ? IN_USE.get(i) : "Section-%05d".formatted(i))
                .toList();
    }
}
