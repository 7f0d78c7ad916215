package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.RowEncoder;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.Erased;
import dev.kinesislake.function.personal.MemberPath;
import dev.kinesislake.redrive.send.BatchWriter;
import dev.kinesislake.redrive.send.InMemoryBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Two buckets, and batches that were stored or discarded. Records are named by a letter and their number: a section, x for no event, n for two
 * lines, l for an event that was large before gzip, or e for one of section a that is about somebody who may be
 * erased, and f for no event that is.
 */
final class Deliveries {

    static final int LARGE = 15 * 1024 * 1024;

    private static final String SHARD = "shardId-000000000000";

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
        var decoder = new RecordDecoder(sections);
        store(
                name -> decoder.decode(new KinesisRecord(
                                SHARD, position(number(name)).sequenceNumber(), "user", ARRIVAL, data(name)))
                        .rows(),
                names);
    }

    /** The same without one of them, which still counts for its object's name. */
    void storeWithout(String erased, String... names) {
        now = now.plusSeconds(1);
        var batch = new ArrayList<Decoded>();
        var decoder = new EventDecoder(sections);
        for (var name : names) {
            batch.add(decoder.decode(record(name)));
        }
        new BatchWriter(lake, failed, format).store(batch, now + " an-attempt");
        var without = batch.stream()
                .filter(row -> !row.record().position().equals(position(number(erased))))
                .map(Decoded.Valid.class::cast)
                .toList();
        var first = (Decoded.Valid) batch.get(0);
        var key = LakeLayout.key(
                LakeLayout.lakePrefix(first.section(), ARRIVAL), first.record().position(), format.suffix());
        try {
            lake.put(key, format.encode(without, now + " an-attempt"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Somebody is erased. */
    void erase() {
        var path = MemberPath.parse("payload.userid").orElseThrow();
        lake.put(
                LakeLayout.ERASED_KEY,
                Erased.NONE
                        .and(path, List.of("erased"), ARRIVAL.plusSeconds(1), new SecureRandom())
                        .toJson());
    }

    /** As earlier versions of the consumer did, to which a record was one row. */
    void storeAsOneRowEach(String... names) {
        var decoder = new EventDecoder(sections);
        store(name -> List.of(decoder.decode(record(name))), names);
    }

    private void store(Function<String, List<Decoded>> decode, String... names) {
        now = now.plusSeconds(1);
        var batch = new ArrayList<Decoded>();
        for (var name : names) {
            batch.addAll(decode.apply(name));
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
        return switch (name.charAt(0)) {
            case 'x' -> "{".getBytes(UTF_8);
            case 'n' -> (event(name, "a", "") + "\n" + event(name, "b", "")).getBytes(UTF_8);
            case 'e' -> event(name, "a", "\"userid\":\"erased\"").getBytes(UTF_8);
            case 'f' -> "{\"userid\":\"erased\"".getBytes(UTF_8);
            case 'l' -> gzip(event(name, "a", "\"large\":\"" + " ".repeat(LARGE) + "\""));
            default -> event(name, name.substring(0, 1), "").getBytes(UTF_8);
        };
    }

    private static String event(String uuid, String section, String payload) {
        return "{\"metadata\":{\"uuid\":\"%s\",\"section\":\"%s\"},\"payload\":{%s}}".formatted(uuid, section, payload);
    }

    private static byte[] gzip(String text) {
        try {
            return NdjsonEvents.gzip(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Position position(int number) {
        return new Position(SHARD, "4960000000000000000000000000000000000000000000000000" + (1000 + number), null);
    }
}
