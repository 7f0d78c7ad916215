package dev.kinesislake.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.InMemoryStore.Effect;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.config.PersonalConfig;
import dev.kinesislake.function.config.Treatment;
import dev.kinesislake.function.personal.Erased;
import dev.kinesislake.function.personal.MemberPath;
import dev.kinesislake.function.personal.PersonalKeys;
import dev.kinesislake.function.store.ParallelPuts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HandlerTest {

    private static final String DAY = "dt=2026-11-23/hour=11/shardId-000000000000-";

    private static final ConsumerConfig CONFIG = new ConsumerConfig("lake", "failed", Set.of(), 4);

    private final InMemoryStore store = new InMemoryStore();
    private final Handler handler = new Handler(CONFIG, parts());
    private final RecordingContext context = new RecordingContext();

    private HandlerParts parts() {
        return HandlerParts.of(new ParallelPuts(store, 4), Clock.systemUTC());
    }

    @Test
    void storesOneObjectAPartition() throws IOException {
        var response = handle(event("Electronics"), "broken", event("Home-Decor"), event("Electronics"), "[]", "worse");

        assertThat(response).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(store.names())
                .containsExactly(
                        "failed/failed/reason=malformed-json/" + DAY + "1001.ndjson.gz",
                        "failed/failed/reason=not-an-object/" + DAY + "1004.ndjson.gz",
                        "lake/events/section=Electronics/" + DAY + "1000.parquet",
                        "lake/events/section=Home-Decor/" + DAY + "1002.parquet");
        assertThat(ParquetObject.of(store.objects("1000.parquet").get(0)).rows("sequence_number", "event"))
                .containsExactly(List.of("1000", event("Electronics")), List.of("1003", event("Electronics")));
        assertThat(store.lines("failed/failed/reason=malformed-json/")).hasSize(2);
    }

    @Test
    void answersAnOutageWithTheFirstSequenceNumberWhicheverObjectItHits() throws IOException {
        for (var hit : List.of("section=A", "section=B", "reason=malformed-json")) {
            store.suffers(object -> object.key().contains(hit) ? Effect.LOST : Effect.STORED);

            assertThat(handle(event("A"), event("B"), "broken"))
                    .as(hit)
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"1000\"}]}");
        }
    }

    @Test
    void startsNoFurtherObjectAfterAFailure() throws IOException {
        var puts = new AtomicInteger();
        store.suffers(object -> {
            puts.incrementAndGet();
            return Effect.LOST;
        });

        handle(IntStream.range(0, 1000).mapToObj(i -> event("S" + i)).toArray(String[]::new));

        assertThat(puts).hasValueLessThan(100);
    }

    @Test
    void doesNotBeginAPutThatHasNoTimeLeft() throws IOException {
        context.remainingMillis = 1000;

        assertThat(handle(event("A"))).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"1000\"}]}");
        assertThat(store.names()).isEmpty();
    }

    @Test
    void logsOneLineABatchAndOneAnErrorButNothingThatEventsSay() throws IOException {
        handle(event("Secret-Section"), "secret broken");
        store.suffers(object -> Effect.LOST);
        handle(event("Secret-Section"));

        assertThat(context.lines).hasSize(2);
        assertThat(context.lines.get(0))
                .startsWith("{\"level\":\"INFO\",\"message\":\"batch stored\",\"requestId\":\"request-1\","
                        + "\"shardId\":\"shardId-000000000000\",\"firstSequenceNumber\":\"1000\","
                        + "\"lastSequenceNumber\":\"1001\",\"records\":2,\"rows\":1,"
                        + "\"failedRows\":1,\"failed\":{\"malformed-json\":1},\"objects\":2,\"bytes\":");
        assertThat(context.lines.get(1))
                .isEqualTo("{\"level\":\"ERROR\",\"message\":\"batch failed\",\"requestId\":\"request-1\","
                        + "\"shardId\":\"shardId-000000000000\",\"firstSequenceNumber\":\"1000\","
                        + "\"lastSequenceNumber\":\"1000\",\"records\":1,\"error\":\"can't store in lake\","
                        + "\"cause\":\"java.io.IOException\"}\n");
        assertThat(context.lines)
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("secret"));
    }

    @Test
    void hasNothingToDoForAnEmptyBatch() throws IOException {
        assertThat(handle()).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(context.lines).isEmpty();
    }

    @Test
    void refusesAnInvocationThatIsNoBatch() {
        assertThatThrownBy(() -> handler.handleRequest(
                        new ByteArrayInputStream("{\"hello\":1}".getBytes(UTF_8)),
                        new ByteArrayOutputStream(),
                        context))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no Records");
    }

    @Test
    @DisplayName("Stores nothing of a member that is dropped or hashed, in columns, events and failed rows")
    void personalData() throws IOException {
        var config = new ConsumerConfig(
                "lake",
                "failed",
                Set.of(),
                4,
                new PersonalConfig(
                        Map.of("payload.userid", Treatment.HASH, "payload.contact", Treatment.DROP),
                        true,
                        true,
                        "arn"));
        var hmac = PersonalKeys.ofSecret("[\"" + "A".repeat(43) + "=\"]").hmac();
        var event =
                "{\"metadata\":{\"uuid\":\"1\",\"section\":\"A\"},\"payload\":{\"userid\":\"ann\",\"contact\":\"ann\",\"x\":\"ann\"}}";

        var response = handle(new Handler(config, parts().withHmac(hmac)), event, "broken ann");

        var hash = hmac.of("ann".getBytes(UTF_8));
        assertThat(response).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(ParquetObject.of(store.objects("1000.parquet").get(0)).rows("userid", "contact", "event"))
                .containsExactly(Arrays.asList(
                        hash,
                        null,
                        "{\"metadata\":{\"uuid\":\"1\",\"section\":\"A\"},\"payload\":{\"userid\":\"" + hash + "\"}}"));
        assertThat(store.lines("failed/failed/reason=malformed-json/"))
                .singleElement()
                .asString()
                .contains("\"dataLength\":10,\"dataHash\":\"" + hmac.of("broken ann".getBytes(UTF_8)) + "\"")
                .doesNotContain("partitionKey", "detail", "data\"");
    }

    @Test
    @DisplayName("Rows of people who are erased are left out; objects keep the names that they would have with them")
    void erasedPeople() throws IOException {
        var erased = new AtomicReference<>(Erased.NONE);
        var erasing = new Handler(CONFIG, parts().withErased(() -> requireNonNull(erased.get())));
        var data = new String[] {visit("ann"), visit("bob"), "{\"payload\":{\"userid\":\"ann\"}}", "broken"};
        handle(erasing, data);
        var names = store.names();
        assertThat(rows()).hasSize(2);

        erased.set(erasedBefore("2026-11-23T11:33:32Z"));
        handle(erasing, data);

        assertThat(store.names()).isEqualTo(names);
        assertThat(rows()).containsExactly(List.of("1001", visit("bob")));
        assertThat(store.lines("failed/failed/")).singleElement().asString().contains("\"1003\"");
    }

    @Test
    @DisplayName("Somebody who was erased and comes back is stored")
    void erasedAndBack() throws IOException {
        var erased = erasedBefore("2026-11-23T11:33:31.123Z");
        var erasing = new Handler(CONFIG, parts().withErased(() -> erased));

        handle(erasing, visit("ann"));

        assertThat(rows()).containsExactly(List.of("1000", visit("ann")));
    }

    private static Erased erasedBefore(String moment) {
        return Erased.NONE.and(
                MemberPath.parse("payload.userid").orElseThrow(),
                List.of("ann"),
                Instant.parse(moment),
                new SecureRandom());
    }

    private List<List<@Nullable String>> rows() throws IOException {
        return ParquetObject.of(store.objects("1000.parquet").get(0)).rows("sequence_number", "event");
    }

    private static String visit(String user) {
        return "{\"metadata\":{\"uuid\":\"145\",\"section\":\"A\"},\"payload\":{\"userid\":\"" + user + "\"}}";
    }

    private String handle(String... data) throws IOException {
        return handle(handler, data);
    }

    private String handle(Handler handler, String... data) throws IOException {
        var response = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(invocation(data).getBytes(UTF_8)), response, context);
        return response.toString(UTF_8);
    }

    private static String invocation(String... data) {
        return IntStream.range(0, data.length)
                .mapToObj(i ->
                        """
                        {"eventSourceARN":"arn:s","eventID":"shardId-000000000000:%d","kinesis":{"partitionKey":"k","sequenceNumber":"%d",\
                        "data":"%s","approximateArrivalTimestamp":1795433611.123}}""".formatted(1000 + i, 1000 + i, Base64.getEncoder().encodeToString(data[i].getBytes(UTF_8))))
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
    }

    private static String event(String section) {
        return "{\"metadata\":{\"uuid\":\"145\",\"section\":\"" + section + "\"},\"payload\":{}}";
    }
}
