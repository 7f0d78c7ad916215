package dev.kinesislake.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.InMemoryStore.Effect;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.decode.KinesisBatch;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.store.Attempt;
import dev.kinesislake.function.store.ParallelPuts;
import dev.kinesislake.function.store.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * At-least-once delivery becomes exactly-once rows: whatever PUTs fail, before or after the object is stored, and however the records
 * behind the first failed one are batched when they come again.
 */
class ExactlyOnceTest {

    private static final Attempt ATTEMPT = new Attempt(Instant.EPOCH, "request");
    private static final Pattern SEQUENCE_NUMBER = Pattern.compile("\"sequenceNumber\":\"(\\d+)\"");

    @Test
    void everyRecordIsStoredOnceUnderRandomFailuresAndRebatching() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var stream = stream(random);
            var store = new InMemoryStore();

            deliver(stream, store, random);

            assertThat(sequenceNumbers(store))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            stream.stream().map(KinesisRecord::sequenceNumber).toList());
        }
    }

    private static List<String> sequenceNumbers(InMemoryStore store) throws IOException {
        var stored = new ArrayList<String>();
        for (var object : store.objects(".parquet")) {
            ParquetObject.of(object).rows("sequence_number").forEach(stored::addAll);
        }
        for (var line : store.lines("failed/")) {
            var matcher = SEQUENCE_NUMBER.matcher(line);
            assertThat(matcher.find()).isTrue();
            stored.add(matcher.group(1));
        }
        return stored;
    }

    /** Delivers as an event source mapping does: on from the checkpoint after a success, again from it after a failure. */
    private static void deliver(List<KinesisRecord> stream, InMemoryStore store, Random random) {
        var consumer = new Consumer(
                new ConsumerConfig("lake", "failed", Set.of(), 1),
                HandlerParts.of(new ParallelPuts(store, 1), Clock.systemUTC())
                        .withCapacity(new Capacity(1 + random.nextInt(8_000))),
                Watchdog.none());
        var failing = new Random(random.nextLong());
        double failureRate = random.nextDouble() * 0.5;
        store.suffers(object -> {
            double dice = failing.nextDouble();
            if (dice < failureRate / 3) {
                throw new IllegalStateException("the process dies here");
            }
            return dice < failureRate * 2 / 3
                    ? Effect.LOST
                    : dice < failureRate ? Effect.STORED_BUT_REPORTED_LOST : Effect.STORED;
        });
        for (int checkpoint = 0; checkpoint < stream.size(); ) {
            int size = 1 + random.nextInt(10);
            int end = Math.min(stream.size(), checkpoint + size);
            try {
                var poured = consumer.consume(
                        new KinesisBatch("arn:s", stream.subList(checkpoint, end), Optional.empty()),
                        ATTEMPT,
                        () -> Duration.ofSeconds(10));
                checkpoint += poured.records().size();
            } catch (StoreException | IllegalStateException comesAgain) {
                // from the same checkpoint on, with another size
            }
        }
    }

    private static List<KinesisRecord> stream(Random random) {
        var records = new ArrayList<KinesisRecord>();
        var arrival = Instant.parse("2026-11-23T10:59:59.990Z");
        for (int i = 0; i < 40; i++) {
            var data = random.nextInt(5) == 0
                    ? "broken"
                    : "{\"metadata\":{\"uuid\":\"145\",\"section\":\"S" + random.nextInt(3) + "\"},\"payload\":{}}";
            arrival = arrival.plusMillis(random.nextInt(2));
            records.add(new KinesisRecord("shardId-000000000000", "" + (1000 + i), "k", arrival, data.getBytes(UTF_8)));
        }
        return records;
    }
}
