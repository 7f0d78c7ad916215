package dev.kinesislake.lab.readers;

import dev.kinesislake.function.decode.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes rows, each with a sequence number of its own. */
final class Rows {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T09:33:31.120Z");

    private int made;

    List<Row> of(int count, IntFunction<Map<String, @Nullable Object>> payload) {
        return IntStream.range(0, count)
                .mapToObj(i -> of("Electronics", "uuid-" + i % 100, payload.apply(i)))
                .toList();
    }

    /** A row per value of a member. */
    List<Row> ofValues(String member, List<?> values) {
        return of(values.size(), i -> Members.member(member, values.get(i)));
    }

    List<Row> ofSection(String section, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> of(section, "uuid-" + i, Members.visit(i)))
                .toList();
    }

    Row of(String section, String uuid, Map<String, @Nullable Object> payload) {
        int i = made++;
        var position = new Position(
                "shardId-00000000000" + i % 2, "4966%052d".formatted(i), i % 3 == 0 ? null : Long.valueOf(i % 7));
        return new Row(position, ARRIVAL.plusMillis(i % 1000), section, uuid, payload);
    }
}
