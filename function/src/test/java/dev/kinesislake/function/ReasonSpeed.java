package dev.kinesislake.function;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.config.Format;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.store.StoreException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How fast a batch is whose records are all invalid for one reason, next to one that is all valid; to be run by hand, in
 * {@code function/}: {@code java -cp target/test-classes:target/classes:'target/lib/*' dev.kinesislake.function.ReasonSpeed}. The
 * objects are made and dropped. Each line is the best of several rounds, by processor time.
 */
final class ReasonSpeed {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int RECORDS = 3_000;
    private static final int ROUNDS = 15;

    private ReasonSpeed() {}

    public static void main(String[] args) throws IOException, StoreException {
        var samples = new ArrayList<String>();
        try (var files = Files.list(Path.of("../samples"))) {
            for (var file : files.sorted().toList()) {
                samples.add(Files.readString(file));
            }
        }
        var sections = Set.of("Electronics", "Beauty-Prouducts", "Home-Decor");
        var consumer =
                new Consumer(new ConsumerConfig("lake", "failed", Format.PARQUET, sections, 1), (object, atMost) -> {});
        double valid = 0;
        for (int round = 0; round < 2; round++) { // the first one warms up
            valid = megabytesASecond(consumer, batch(samples, null));
            if (round == 1) {
                System.out.printf("%-18s %7.1f MB/s%n", "valid", valid);
            }
            for (var reason : Reason.values()) {
                var speed = megabytesASecond(consumer, batch(samples, reason));
                if (round == 1) {
                    System.out.printf("%-18s %7.1f MB/s  %.2f of valid%n", reason.label(), speed, speed / valid);
                }
            }
        }
    }

    private static double megabytesASecond(Consumer consumer, List<KinesisRecord> batch) throws StoreException {
        long bytes = batch.stream().mapToLong(record -> record.data().length).sum();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = PROCESS.getProcessCpuTime();
            consumer.consume(batch, () -> Duration.ofMinutes(1));
            best = Math.min(best, PROCESS.getProcessCpuTime() - start);
        }
        return bytes * 1e3 / best;
    }

    /** Visits that differ as visits do, all broken in the same way. */
    private static List<KinesisRecord> batch(List<String> samples, @Nullable Reason reason) {
        var random = new Random(42);
        var records = new ArrayList<KinesisRecord>();
        var arrival = Instant.parse("2026-11-23T11:33:31.123Z");
        for (int i = 0; i < RECORDS; i++) {
            var event = samples.get(i % samples.size())
                    .replace("\"userid\": \"", "\"userid\": \"" + random.nextInt(1_000_000))
                    .replace("\"session_time\": \"", "\"session_time\": \"" + random.nextInt(1_000))
                    .replace("\"hOffset\": ", "\"hOffset\": " + (1 + random.nextInt(9)))
                    .replace("@", random.nextInt(100_000) + "@");
            var data = reason == Reason.NOT_UTF8
                    ? event.replace("payload", "p\u00e9").getBytes(ISO_8859_1)
                    : broken(event, reason).getBytes(UTF_8);
            records.add(new KinesisRecord("shardId-000000000000", "" + (1_000_000 + i), "user", arrival, data));
        }
        return records;
    }

    private static String broken(String event, @Nullable Reason reason) {
        if (reason == null) {
            return event;
        }
        var section = "\"section\": \"";
        return switch (reason) {
            case NOT_UTF8 -> throw new IllegalArgumentException("no text is that");
            case MALFORMED_JSON -> event.substring(0, event.lastIndexOf('}'));
            case NOT_AN_OBJECT -> "[" + event + "]";
            case RESERVED_FIELD -> event.replaceFirst("\\{", "{\"_ingest\": 1,");
            case DUPLICATE_MEMBER -> event.replace("\"uuid\"", "\"section\": \"S\", \"uuid\"");
            case MISSING_METADATA -> event.replace("\"metadata\"", "\"meta\"");
            case MISSING_SECTION -> event.replace("\"section\"", "\"sect\"");
            case INVALID_SECTION -> event.replace(section, section + "\\n");
            case UNKNOWN_SECTION -> event.replace(section, section + "Old-");
            case MISSING_UUID -> event.replace("\"145\"", "145");
            case MISSING_PAYLOAD -> event.replace("\"payload\"", "\"load\"");
        };
    }
}
