package dev.kinesislake.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinesislake.function.InMemoryStore.Effect;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.store.ParallelPuts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityTest {

    private static final String EVENT = "{\"metadata\":{\"uuid\":\"1\",\"section\":\"A\"},\"payload\":{}}";
    private static final JsonMapper JSON = new JsonMapper();

    private final InMemoryStore store = new InMemoryStore();
    private final RecordingContext context = new RecordingContext();

    @Test
    @DisplayName(
            "A batch that doesn't fit is cut before anything is stored, and answered with the first record left out")
    void cut() throws IOException {
        var batch = List.of(events(3), "broken", events(3), events(3));

        assertThat(handle(new Capacity(4_000), batch, 0)).isEqualTo("1002");

        assertThat(rows()).containsExactly("1000-0", "1000-1", "1000-2");
        assertThat(store.lines("failed/")).hasSize(1);
        assertThat(context.lines)
                .singleElement()
                .asString()
                .contains("\"firstSequenceNumber\":\"1000\",\"lastSequenceNumber\":\"1001\",\"records\":2,"
                        + "\"recordsLeft\":2,\"rows\":3,\"failedRows\":1");
    }

    @Test
    @DisplayName("One record always fits")
    void first() throws IOException {
        assertThat(handle(new Capacity(0), List.of(events(3), events(3)), 0)).isEqualTo("1001");
        assertThat(rows()).hasSize(3);
        assertThat(handle(new Capacity(0), List.of(events(3)), 0)).isNull();
    }

    @Test
    @DisplayName("A batch that is cut and can't be stored comes again as a whole")
    void outage() throws IOException {
        store.suffers(object -> Effect.LOST);

        assertThat(handle(new Capacity(0), List.of(events(1), events(1)), 0)).isEqualTo("1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " "})
    @DisplayName("Small records that become many rows, or 16 MiB, are done in several invocations")
    void bombs(String of) throws IOException {
        var bomb = of.equals(" ") ? gzip(" ".repeat(16 * 1024 * 1024 - 2) + "{}") : gzip(of.repeat(10_000));
        var batch = Collections.nCopies(20, bomb);
        int invocations = 0;
        for (int next = 0; next < batch.size(); invocations++) {
            var answered = handleRecords(Capacity.STANDARD, batch, next);
            next = answered == null ? batch.size() : Integer.parseInt(answered) - 1000;
        }

        assertThat(invocations).isGreaterThan(1);
        assertThat(store.lines("failed/")).hasSize(20 * (of.equals(" ") ? 1 : 10_000));
    }

    @Test
    @DisplayName("An invocation of gathered events, as large as Lambda allows, takes two invocations")
    void gathered() throws IOException {
        var random = new SplittableRandom(1);
        var batch = new ArrayList<byte[]>();
        for (int record = 0; record < 1_000; record++) {
            batch.add(gzip(IntStream.range(0, 25)
                    .mapToObj(i -> EVENT.replace("{}", "{\"text\":\"" + "x".repeat(860) + random.nextLong() + "\"}"))
                    .collect(Collectors.joining("\n"))));
        }

        var cut = handleRecords(Capacity.STANDARD, batch, 0);
        assertThat(Integer.parseInt(cut)).isGreaterThan(1_500);
        assertThat(handleRecords(Capacity.STANDARD, batch, Integer.parseInt(cut) - 1000))
                .isNull();
        assertThat(rows()).hasSize(25_000);
    }

    private static String events(int count) {
        return EVENT.repeat(count);
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private List<String> rows() throws IOException {
        var rows = new ArrayList<String>();
        for (var object : store.objects(".parquet")) {
            ParquetObject.of(object)
                    .rows("sequence_number", "sub_sequence_number")
                    .forEach(row -> rows.add(String.join("-", row)));
        }
        return rows;
    }

    private @Nullable String handle(Capacity capacity, List<String> batch, int from) throws IOException {
        return handleRecords(
                capacity, batch.stream().map(text -> text.getBytes(UTF_8)).toList(), from);
    }

    /** Handles the records from one on; returns the sequence number that is answered. */
    private @Nullable String handleRecords(Capacity capacity, List<byte[]> batch, int from) throws IOException {
        var invocation = IntStream.range(from, batch.size())
                .mapToObj(i ->
                        """
                        {"eventSourceARN":"arn:s","eventID":"shardId-000000000000:%d","kinesis":{"partitionKey":"k","sequenceNumber":"%d",\
                        "data":"%s","approximateArrivalTimestamp":1795433611.123}}""".formatted(1000 + i, 1000 + i, Base64.getEncoder().encodeToString(batch.get(i))))
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
        var response = new ByteArrayOutputStream();
        var config = new ConsumerConfig("lake", "failed", Set.of(), 1);
        new Handler(
                        config,
                        HandlerParts.of(new ParallelPuts(store, 1), Clock.systemUTC())
                                .withCapacity(capacity))
                .handleRequest(new ByteArrayInputStream(invocation.getBytes(UTF_8)), response, context);
        return JSON.readTree(response.toByteArray())
                .at("/batchItemFailures/0/itemIdentifier")
                .textValue();
    }
}
