package dev.kinesislake.erase;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.erase.bucket.Content;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.function.personal.MemberPath;
import dev.kinesislake.redrive.failed.FailedObject;
import dev.kinesislake.redrive.lake.LakeRow;
import dev.kinesislake.redrive.lake.ParquetGroups;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import dev.kinesislake.redrive.send.InParallel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EraserTest {

    private static final String KEY =
            "events/section=Electronics/dt=2026-11-29/hour=11/shardId-000000000000-100.parquet";
    private static final String FAILED_KEY =
            "failed/reason=missing-uuid/dt=2026-11-29/hour=11/shardId-000000000000-200.ndjson.gz";
    private static final String BATCH_KEY = "aws/lambda/mapping/shardId-000000000000/2026/11/29/batch";
    private static final Instant ARRIVAL = Instant.parse("2026-11-29T11:30:00Z");
    private static final Map<String, String> METADATA = Map.of("attempt", "2026-11-29T11:30:01Z request", "rows", "3");
    private static final People ANNA =
            People.of(MemberPath.parse("payload.userid").orElseThrow(), "123");

    private final FakeBucket lake = new FakeBucket();
    private final FakeBucket failed = new FakeBucket();
    private final List<String> left = new ArrayList<>();
    private final List<String> redriven = new ArrayList<>();
    private final List<Instant> tombstones = new ArrayList<>();
    private final List<Instant> waits = new ArrayList<>();
    private Redriver redriver = redriven::add;
    private TableCleaner table = TableCleaner.NONE;
    private Runnable meanwhile = () -> {};

    @Test
    @DisplayName(
            "An object of the lake loses their rows; of the others every column is as it was, and so is the metadata")
    void lakeObject() throws Exception {
        var others = List.of(event("1234", "b"), event("é\\\"\\u0041", "c"));
        lake.put(
                KEY,
                parquet(List.of(event("123", "a"), others.get(0), others.get(1), event("\\u0031\\u0032\\u0033", "d"))));

        var result = erase(ANNA);

        assertThat(result.isClean()).isTrue();
        assertThat(result.erased().rows(Place.LAKE)).isEqualTo(2);
        var expected = groups(parquet(List.of(event("x", "a"), others.get(0), others.get(1), event("x", "d")))
                .body());
        assertThat(groups(lake.at(KEY).body())).isEqualTo(expected.subList(1, 3));
        assertThat(lake.at(KEY).metadata()).isEqualTo(METADATA);
        assertThat(ParquetLakeRows.attempt(lake.at(KEY).body())).isEqualTo("2026-11-29T11:30:01Z request");
        assertThat(lake.allVersions()).hasSize(1);
    }

    @Test
    @DisplayName("An object of theirs alone stays, without a row: what names it must not change")
    void noRowLeft() throws Exception {
        lake.put(KEY, parquet(List.of(event("123", "a"))));

        erase(ANNA);

        assertThat(groups(lake.at(KEY).body())).isEmpty();
    }

    @Test
    @DisplayName("Old versions that hold them go, also of objects that have expired")
    void oldVersions() throws Exception {
        lake.put(KEY, parquet(List.of(event("123", "a"), event("5", "b"))));
        lake.put(KEY, parquet(List.of(event("5", "b"))));
        var expired = KEY.replace("-100", "-300");
        lake.put(expired, parquet(List.of(event("123", "a"))));
        lake.expire(expired);

        assertThat(erase(ANNA).isClean()).isTrue();

        assertThat(lake.allVersions()).hasSize(1);
        assertThat(rows(lake.at(KEY).body())).hasSize(1);
        assertThat(lake.latest()).doesNotContainKey(expired);
    }

    @Test
    @DisplayName("What another writer stores while an object is cleaned is cleaned, too")
    void lateWriter() throws Exception {
        lake.put(KEY, parquet(List.of(event("5", "b"))));
        meanwhile = () -> lake.put(KEY, parquet(List.of(event("123", "a"), event("5", "b"))));

        assertThat(erase(ANNA).isClean()).isTrue();

        assertThat(rows(lake.at(KEY).body())).hasSize(1);
        assertThat(lake.allVersions()).noneMatch(version -> holds(version, "123"));
    }

    @Test
    @DisplayName("An object that holds nobody is read once, however often is looked")
    void readOnce() throws Exception {
        lake.put(KEY, parquet(List.of(event("5", "b"))));
        lake.advanceTo(Instant.parse("2026-11-29T13:00:00Z"));
        var late = KEY.replace("-100", "-300");
        meanwhile = () -> lake.put(late, parquet(List.of(event("123", "a"))));

        assertThat(erase(ANNA).isClean()).isTrue();

        assertThat(lake.reads(KEY)).isOne();
        assertThat(rows(lake.at(late).body())).isEmpty();
    }

    @Test
    @DisplayName("Failed rows go as a whole: parsable, broken, truncated, compressed, and by their partition key")
    void failedRows() throws Exception {
        var stay = List.of(
                "{\"metadata\":{},\"payload\":{\"userid\":\"1234\"}}",
                "{\"metadata\":{},\"payload\":{\"other\":\"123\"}}",
                "not json: \"userid\" : \"124\"");
        var go = List.of(
                "{\"metadata\":{},\"payload\":{\"userid\":\"123\"}}",
                "{\"metadata\":{},\"payload\":{\"userid\":123}}",
                "{\"metadata\":{},\"payload\":{\"userid\":\"\\u0031\\u0032\\u0033\",\"userid\":\"9\"}}",
                "broken {\"userid\" : \"123\"",
                "broken {\"userid\":\"\\u003123\",",
                "{\"payload\":{\"userid\":\"123",
                "[{\"payload\":{\"userid\":\"9\"}},{\"payload\":{\"userid\":\"123\"}}");
        var records = new ArrayList<byte[]>();
        for (var text : stay) {
            records.add(text.getBytes(UTF_8));
        }
        for (var text : go) {
            records.add(text.getBytes(UTF_8));
            records.add(gzip(text));
        }
        failed.put(FAILED_KEY, ndjson(records));

        var result = erase(ANNA);

        assertThat(result.isClean()).isTrue();
        var kept = new ArrayList<String>();
        FailedObject.open(FAILED_KEY, failed.at(FAILED_KEY).body())
                .forEach(row -> kept.add(new String(row.record().data(), UTF_8)));
        assertThat(kept).isEqualTo(stay);
        assertThat(result.erased().rows(Place.FAILED)).isEqualTo(2L * go.size());
    }

    @Test
    @DisplayName("A discarded batch that holds them is redriven, and then deleted")
    void discardedBatch() throws Exception {
        failed.put(BATCH_KEY, batch(event("123", "a")));
        failed.put(BATCH_KEY + "-of-another", batch(event("5", "a")));

        assertThat(erase(ANNA).isClean()).isTrue();

        assertThat(redriven).containsExactly(BATCH_KEY);
        assertThat(failed.latest()).containsOnlyKeys(BATCH_KEY + "-of-another");
    }

    @Test
    @DisplayName(
            "Discarded batches are redriven one at a time: each is checked against what those before it have stored")
    void oneBatchAtATime() throws Exception {
        int batches = 64;
        for (int i = 0; i < batches; i++) {
            failed.put(BATCH_KEY + i, batch(event("123", "a")));
        }
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        redriver = key -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            // Takes a while, as a call of the function does.
            parquet(List.of(event("5", "b")));
            redriven.add(key);
            underWay.decrementAndGet();
            return true;
        };

        assertThat(erase(ANNA).isClean()).isTrue();

        assertThat(redriven).hasSize(batches).doesNotHaveDuplicates();
        assertThat(most).hasValue(1);
    }

    @Test
    @DisplayName("A discarded batch that can't be redriven stays, and is said")
    void batchStays() throws Exception {
        failed.put(BATCH_KEY, batch(event("123", "a")));
        redriver = key -> false;

        assertThat(erase(ANNA).isClean()).isFalse();

        assertThat(failed.latest()).containsKey(BATCH_KEY);
        assertThat(left).anyMatch(line -> line.contains(BATCH_KEY) && line.contains("redrive"));
    }

    @Test
    void archivedObjectIsSaid() throws Exception {
        lake.put(KEY, parquet(List.of(event("123", "a"))));
        lake.archive(KEY);

        assertThat(erase(ANNA).isClean()).isFalse();
        assertThat(left).anyMatch(line -> line.contains("1 archived objects") && line.contains(KEY));

        lake.restore(KEY);

        assertThat(erase(ANNA).isClean()).isTrue();
    }

    @Test
    @DisplayName("Stopped anywhere and run again, it ends the same")
    void stoppedAnywhere() throws Exception {
        for (int writes = 0; writes < 12; writes++) {
            var home = new EraserTest();
            home.lake.put(KEY, parquet(List.of(event("123", "a"), event("5", "b"))));
            home.lake.put(KEY, parquet(List.of(event("123", "a"), event("5", "b"))));
            home.failed.put(FAILED_KEY, ndjson(List.of("{\"payload\":{\"userid\":\"123\"}}".getBytes(UTF_8))));
            home.failed.put(BATCH_KEY, batch(event("123", "a")));
            home.lake.killAfter(writes / 2);
            home.failed.killAfter(writes - writes / 2);
            try {
                home.erase(ANNA);
            } catch (FakeBucket.Killed killed) {
                // as planned
            }
            home.lake.killAfter(Integer.MAX_VALUE);
            home.failed.killAfter(Integer.MAX_VALUE);

            assertThat(home.erase(ANNA).isClean()).isTrue();

            assertThat(rows(home.lake.at(KEY).body())).hasSize(1);
            assertThat(home.lake.allVersions()).noneMatch(version -> holds(version, "123"));
            assertThat(home.failed.latest()).containsOnlyKeys(FAILED_KEY);
        }
    }

    @Test
    @DisplayName("The list that the consumer reads has them before anything is looked into")
    void tombstonesFirst() throws Exception {
        lake.put(KEY, parquet(List.of(event("5", "b"))));
        lake.whenListed(() -> assertThat(tombstones).isNotEmpty());
        failed.whenListed(() -> assertThat(tombstones).isNotEmpty());

        erase(ANNA);

        assertThat(tombstones).containsExactly(Instant.parse("2026-11-29T12:00:00Z"));
    }

    @Test
    @DisplayName(
            "It waits from the end of the first look on: what an object held before it was cleaned may be on its way")
    void waitsFromTheFirstLook() throws Exception {
        var end = Instant.parse("2026-11-29T12:30:00Z");
        table = new TableCleaner() {
            @Override
            public void find(People people, BiConsumer<String, LakeRow> each) {}

            @Override
            public void erase(People people, Instant before, Counts counts) {
                if (waits.isEmpty()) {
                    lake.advanceTo(end);
                }
            }
        };

        erase(ANNA);

        assertThat(waits).containsExactly(end.plus(Duration.ofMinutes(2)));
    }

    @Test
    @DisplayName(
            "A discarded batch is redriven and deleted when deliveries that began before are over, and not earlier")
    void batchesAfterTheWait() throws Exception {
        failed.put(BATCH_KEY, batch(event("123", "a")));
        meanwhile = () -> {
            assertThat(redriven).isEmpty();
            assertThat(failed.latest()).containsKey(BATCH_KEY);
        };

        assertThat(erase(ANNA).isClean()).isTrue();

        assertThat(redriven).containsExactly(BATCH_KEY);
        assertThat(failed.latest()).doesNotContainKey(BATCH_KEY);
    }

    @Test
    @DisplayName("Somebody who comes back while the erasure runs stays, in the lake, among failed rows and in batches")
    void comesBack() throws Exception {
        lake.put(KEY, parquet(List.of(event("123", "a"))));
        failed.put(FAILED_KEY, ndjson(List.of("{\"payload\":{\"userid\":\"123\"}}".getBytes(UTF_8))));
        failed.put(BATCH_KEY, batch(event("123", "a")));
        lake.advanceTo(ARRIVAL);

        var result = erase(ANNA);

        assertThat(result.isClean()).isTrue();
        assertThat(result.erased().isEmpty()).isTrue();
        assertThat(rows(lake.at(KEY).body())).hasSize(1);
        assertThat(failed.latest()).containsOnlyKeys(FAILED_KEY, BATCH_KEY);
    }

    private Eraser.Result erase(People people) throws InterruptedException {
        return new Eraser(
                        new Eraser.Parts(
                                lake,
                                failed,
                                (who, before) -> tombstones.add(before),
                                redriver,
                                table,
                                Duration.ofMinutes(2),
                                (until, clock) -> {
                                    waits.add(until);
                                    lake.advanceTo(until);
                                    meanwhile.run();
                                },
                                new Listener(),
                                () -> new InParallel(4)),
                        people)
                .erase();
    }

    private final class Listener implements EraseListener {
        @Override
        public void looked(Place place, int objects) {}

        @Override
        public void left(String message) {
            left.add(message);
        }

        @Override
        public void waiting(Instant until) {}
    }

    private static boolean holds(Content content, String user) {
        try {
            return !rows(content.body()).stream()
                    .filter(row -> row.event().contains("\"" + user + "\""))
                    .toList()
                    .isEmpty();
        } catch (IOException damaged) {
            throw new IllegalStateException(damaged);
        }
    }

    private static List<LakeRow> rows(byte[] object) throws IOException {
        var rows = new ArrayList<LakeRow>();
        ParquetLakeRows.read(object, rows::add);
        return rows;
    }

    private static List<String> groups(byte[] object) throws IOException {
        var groups = new ArrayList<String>();
        ParquetGroups.read(object, group -> groups.add(group.toString()));
        return groups;
    }

    private static String event(String user, String uuid) {
        return "{\"metadata\":{\"uuid\":\"" + uuid + "\",\"section\":\"Electronics\"},\"payload\":{\"userid\":\"" + user
                + "\",\"email_id\":\"u@example.com\",\"n\":1.50,\"menuitem\":[{\"value\":\"v\"}]}}";
    }

    private static List<Decoded> decoded(List<byte[]> records) {
        var decoder = new RecordDecoder(Set.of());
        var rows = new ArrayList<Decoded>();
        for (int i = 0; i < records.size(); i++) {
            rows.addAll(decoder.decode(new KinesisRecord(
                            "shardId-000000000000", Integer.toString(100 + i), "key", ARRIVAL, records.get(i)))
                    .rows());
        }
        return rows;
    }

    private static Content parquet(List<String> events) {
        var rows = decoded(events.stream().map(event -> event.getBytes(UTF_8)).toList()).stream()
                .map(Decoded.Valid.class::cast)
                .toList();
        try {
            return new Content(
                    new EventParquet().encode(rows, "2026-11-29T11:30:01Z request"), "application/x", METADATA);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Content ndjson(List<byte[]> records) throws IOException {
        var rows = decoded(records).stream().map(Decoded.Invalid.class::cast).toList();
        return new Content(
                new FailedNdjson().encode(rows, "2026-11-29T11:30:01Z request"), "application/gzip", METADATA);
    }

    private static Content batch(String event) {
        var data = Base64.getEncoder().encodeToString(event.getBytes(UTF_8));
        var payload =
                "{\"Records\":[{\"eventID\":\"shardId-000000000000:100\",\"eventSourceARN\":\"arn:aws:kinesis:eu-central-1:"
                        + "000000000000:stream/visits\",\"kinesis\":{\"partitionKey\":\"k\",\"sequenceNumber\":\"100\",\"data\":\""
                        + data + "\",\"approximateArrivalTimestamp\":1795951800.5}}]}";
        var json =
                "{\"timestamp\":\"2026-11-29T11:40:00Z\",\"requestContext\":{\"condition\":\"RetryAttemptsExhausted\"},"
                        + "\"KinesisBatchInfo\":{\"shardId\":\"shardId-000000000000\",\"startSequenceNumber\":\"100\","
                        + "\"endSequenceNumber\":\"100\",\"batchSize\":1,\"approximateArrivalOfFirstRecord\":\"2026-11-29T11:30:00Z\"},"
                        + "\"payload\":\"" + payload.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        return new Content(json.getBytes(UTF_8), "application/json", Map.of());
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            // Cut, so that it is a failed row whatever it says.
            gzip.write(text.getBytes(UTF_8));
        }
        return new String(bytes.toByteArray(), ISO_8859_1).getBytes(ISO_8859_1);
    }
}
