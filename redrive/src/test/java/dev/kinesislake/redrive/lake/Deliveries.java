package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.RowEncoder;
import dev.kinesislake.redrive.send.BatchWriter;
import dev.kinesislake.redrive.send.InMemoryBucket;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** Two buckets, and batches that were stored or discarded. Records are named by a letter, the section or what is wrong, and their number. */
final class Deliveries {

    static final Instant ARRIVAL = Instant.parse("2026-11-23T11:33:31.123Z");

    private static final String FOLDER = "aws/lambda/a-b-c/shardId-000000000000/2026/11/23/2026-11-23T11.40.";

    private Instant now = Instant.parse("2026-11-23T11:40:00Z");
    final InMemoryBucket lake = new InMemoryBucket(() -> now);
    final InMemoryBucket failed = new InMemoryBucket(() -> now);
    RowEncoder<Decoded.Valid> format = new EventParquet();
    Set<String> sections = Set.of("a", "b");

    void pass(Duration howLong) {
        now = now.plus(howLong);
    }

    Instant now() {
        return now;
    }

    /** As the consumer stores a batch, by an attempt that begins a second later. */
    void store(String... names) {
        now = now.plusSeconds(1);
        var decoder = new EventDecoder(sections);
        var batch = new ArrayList<Decoded>();
        for (var name : names) {
            batch.add(decoder.decode(record(name)));
        }
        new BatchWriter(lake, failed, format).store(batch, now + " an-attempt");
    }

    /** As Lambda stores a batch that it gives up; returns its key. */
    String discard(String... names) throws IOException {
        now = now.plusSeconds(1);
        var records = Arrays.stream(names)
                .map(name -> """
                        {"eventID":"shardId-000000000000:%s","kinesis":{"partitionKey":"user","sequenceNumber":"%1$s",
                         "approximateArrivalTimestamp":%s,"data":"%s"}}""".formatted(
                                position(number(name)).sequenceNumber(),
                                ARRIVAL.toEpochMilli() / 1000 + ".123",
                                Base64.getEncoder().encodeToString(data(name))))
                .collect(joining(",", "{\"Records\":[", "]}"));
        var key = FOLDER + (10 + failed.keys(FOLDER).size()) + "-0";
        failed.put(key, """
                {"requestContext":{"condition":"RetryAttemptsExhausted"},"timestamp":"%s",
                 "KinesisBatchInfo":{"shardId":"shardId-000000000000","batchSize":%d,
                   "startSequenceNumber":"%s","endSequenceNumber":"%s",
                   "approximateArrivalOfFirstRecord":"2026-11-23T11:33:31.123Z"},
                 "payload":%s}
                """.formatted(
                        now,
                        names.length,
                        position(number(names[0])).sequenceNumber(),
                        position(number(names[names.length - 1])).sequenceNumber(),
                        new ObjectMapper().writeValueAsString(records))
                .getBytes(UTF_8));
        return key;
    }

    static UserRecord record(String name) {
        return new UserRecord(position(number(name)), "user", ARRIVAL, data(name));
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    private static byte[] data(String name) {
        return name.startsWith("x")
                ? "{".getBytes(UTF_8)
                : "{\"metadata\":{\"uuid\":\"%s\",\"section\":\"%s\"},\"payload\":{}}"
                        .formatted(name, name.substring(0, 1))
                        .getBytes(UTF_8);
    }

    static Position position(int number) {
        return new Position(
                "shardId-000000000000", "4960000000000000000000000000000000000000000000000000" + (1000 + number), null);
    }
}
