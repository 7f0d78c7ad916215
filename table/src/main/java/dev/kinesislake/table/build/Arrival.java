package dev.kinesislake.table.build;

import dev.kinesislake.function.partition.Partition;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Checks that a file's rows are those of its hour: in another hour's partition, nobody would find them. */
final class Arrival {

    private static final String COLUMN = "arrival_time";

    private Arrival() {}

    static void requireWithin(Partition.OfEvents hour, BuiltFile file) throws UnbuiltHourException {
        var end = hour.hour().plusSeconds(Partition.SECONDS_AN_HOUR);
        for (var group : file.footer().groups()) {
            for (var chunk : group) {
                if (chunk.column().equals(COLUMN) && !isWithin(hour.hour(), end, chunk.minMax())) {
                    throw new UnbuiltHourException("an object has rows that arrived in another hour", null);
                }
            }
        }
    }

    private static boolean isWithin(Instant start, Instant end, Footer.@Nullable MinMax times) {
        return times != null
                && !time(times.min()).isBefore(start)
                && time(times.max()).isBefore(end);
    }

    private static Instant time(byte[] micros) {
        long value = ByteBuffer.wrap(micros).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return Instant.EPOCH.plus(value, ChronoUnit.MICROS);
    }
}
