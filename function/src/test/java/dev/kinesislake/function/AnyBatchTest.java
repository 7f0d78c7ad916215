package dev.kinesislake.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.decode.Aggregates;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.RandomRecords;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.store.ParallelPuts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever records a batch has, it succeeds, and each user record is one row: an event's own, or its bytes with the reason. */
class AnyBatchTest {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Instant ARRIVAL = Instant.parse("2026-11-23T11:33:31.123Z");
    private static final String ARRIVAL_MICROS = "1795433611123000";
    private static final int MIB = 1024 * 1024;

    /** AWS Lambda Developer Guide, "Lambda quotas": the payload of an invocation. */
    private static final int MAX_BYTES = 6 * MIB;

    @Property(tries = 300)
    void anyBatchSucceedsAndEachUserRecordIsOneRow(@ForAll("batches") List<byte[]> batch) throws IOException {
        consumes(batch);
    }

    @Example
    void aRecordOf10MibIsARow() throws IOException {
        consumes(List.of(event("S", "x".repeat(10 * MIB)), new byte[10 * MIB]));
    }

    @Example
    void aBatchOf6MbIsStoredWhateverItHolds() throws IOException {
        var event = event("S", "x".repeat(900));
        var noEvent = new byte[1000];
        var least = event("S", "");
        var empty = new byte[0];
        for (var record : List.of(event, noEvent, least, empty)) {
            var room = MAX_BYTES / (invocation(List.of(record)).length + 1);
            assertThat(consumes(Collections.nCopies(room, record))).isEqualTo(room);
        }
    }

    @Example
    void aBatchMayHaveAsManySectionsAsRecords() throws IOException {
        var batch = new ArrayList<byte[]>();
        for (int i = 0; i < 10_000; i++) {
            batch.add(event("../S" + i + "/=%", ""));
        }
        assertThat(consumes(batch)).isEqualTo(10_000);
    }

    @Example
    void aHugeAggregateOfALongKeyIsARowAndSoIsTheEventBehindIt() throws IOException {
        var huge = Aggregates.of(Aggregates.ofEmptyRecords(List.of("k".repeat(20_000)), 100_000));
        assertThat(consumes(List.of(huge, event("S", "")))).isEqualTo(2);
    }

    @Example
    void theFailedRowsOfAnAggregateAreBounded() throws IOException {
        // JSON writes a control character with six.
        var worst = Aggregates.of(Aggregates.ofEmptyRecords(List.of("\u0001".repeat(256)), 10_000));
        var store = new InMemoryStore();
        new Handler(
                        new ConsumerConfig("lake", "failed", Set.of(), 1),
                        HandlerParts.of(new ParallelPuts(store, 1), Clock.systemUTC()))
                .handleRequest(
                        new ByteArrayInputStream(invocation(List.of(worst))),
                        new ByteArrayOutputStream(),
                        new RecordingContext());

        var lines = store.lines("failed/");
        assertThat(lines).hasSize(10_000);
        assertThat(lines.stream().mapToInt(String::length).sum()).isLessThan(20 * MIB);
    }

    @Example
    void aGzipBombIsKeptAsItIs() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[100 * MIB]);
        }
        consumes(List.of(bomb.toByteArray()));
    }

    /** Handles a batch, and holds all that is stored against it; returns how many rows that is. */
    private static int consumes(List<byte[]> batch) throws IOException {
        var store = new InMemoryStore();
        var response = new ByteArrayOutputStream();

        new Handler(
                        new ConsumerConfig("lake", "failed", Set.of(), 1),
                        HandlerParts.of(new ParallelPuts(store, 1), Clock.systemUTC()))
                .handleRequest(new ByteArrayInputStream(invocation(batch)), response, new RecordingContext());

        assertThat(response.toString(UTF_8)).isEqualTo("{\"batchItemFailures\":[]}");
        var events = new ArrayList<List<@Nullable String>>();
        var failed = new ArrayList<String>();
        var decoder = new RecordDecoder(Set.of());
        for (int i = 0; i < batch.size(); i++) {
            var record = new KinesisRecord("shardId-000000000000", "" + (10_000 + i), "k", ARRIVAL, batch.get(i));
            for (var decoded : decoder.decode(record).rows()) {
                if (decoded instanceof Decoded.Valid event) {
                    events.add(row(event));
                } else if (decoded instanceof Decoded.Invalid invalid) {
                    failed.add(row(invalid));
                }
            }
        }
        var rows = rows(store);
        assertThat(rows).containsExactlyInAnyOrderElementsOf(events);
        for (var row : rows) {
            assertThat(STRICT.readTree(row.get(3)).isObject()).isTrue();
        }
        var failedRows = new ArrayList<String>();
        for (var row : store.lines("failed/")) {
            var json = STRICT.readTree(row);
            failedRows.add(String.join(
                    " ",
                    json.get("reason").textValue(),
                    json.get("sequenceNumber").textValue(),
                    json.path("subSequenceNumber").asText(),
                    json.path("path").asText(),
                    json.get("data").textValue()));
        }
        assertThat(sorted(failedRows)).isEqualTo(sorted(failed));
        return rows.size() + failedRows.size();
    }

    private static List<List<@Nullable String>> rows(InMemoryStore store) throws IOException {
        var rows = new ArrayList<List<@Nullable String>>();
        for (var object : store.objects(".parquet")) {
            rows.addAll(ParquetObject.of(object)
                    .rows("shard_id", "sequence_number", "sub_sequence_number", "event", "arrival_time"));
        }
        return rows;
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static List<@Nullable String> row(Decoded.Valid event) {
        var position = event.record().position();
        var sub = position.subSequenceNumber();
        return Arrays.asList(
                position.shardId(),
                position.sequenceNumber(),
                sub == null ? null : sub.toString(),
                event.event().toString(),
                ARRIVAL_MICROS);
    }

    private static String row(Decoded.Invalid invalid) {
        var position = invalid.record().position();
        return String.join(
                " ",
                invalid.reason().label(),
                position.sequenceNumber(),
                position.subSequenceNumber() == null ? "" : "" + position.subSequenceNumber(),
                invalid.path() == null ? "" : invalid.path(),
                Base64.getEncoder().encodeToString(invalid.record().data()));
    }

    private static byte[] invocation(List<byte[]> batch) {
        var json = new StringBuilder("{\"Records\":[");
        for (int i = 0; i < batch.size(); i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"kinesis\":{\"partitionKey\":\"k\",\"sequenceNumber\":\"")
                    .append(10_000 + i)
                    .append("\",\"data\":\"")
                    .append(Base64.getEncoder().encodeToString(batch.get(i)))
                    .append(
                            "\",\"approximateArrivalTimestamp\":1795433611.123},\"eventSourceARN\":\"arn:s\",\"eventID\":\"shardId-000000000000:")
                    .append(10_000 + i)
                    .append("\"}");
        }
        return json.append("]}").toString().getBytes(UTF_8);
    }

    private static byte[] event(String section, String text) {
        return "{\"metadata\":{\"uuid\":\"145\",\"section\":\"%s\"},\"payload\":{\"text\":\"%s\"}}"
                .formatted(section, text)
                .getBytes(UTF_8);
    }

    @Provide
    Arbitrary<List<byte[]>> batches() {
        var aggregates =
                RandomRecords.any().list().ofMaxSize(4).map(Aggregates::message).map(Aggregates::of);
        return Arbitraries.oneOf(RandomRecords.any(), RandomRecords.any(), aggregates)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }
}
