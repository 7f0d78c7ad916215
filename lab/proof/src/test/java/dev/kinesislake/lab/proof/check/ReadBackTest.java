package dev.kinesislake.lab.proof.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.lab.proof.events.SentEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadBackTest {

    private static final String SHARD = "shardId-000000000000";
    private static final Instant ARRIVAL = Instant.parse("2026-11-23T11:33:31.123Z");
    private static final String GARDEN = "events/section=Garden/dt=2026-11-23/hour=11/" + SHARD + "-";
    private static final String BROKEN = "failed/reason=malformed-json/dt=2026-11-23/hour=11/" + SHARD + "-";

    private final List<SentEvent> sent = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final MemoryBucket lake = new MemoryBucket();
    private final MemoryBucket failed = new MemoryBucket();
    private final Set<String> settled = new HashSet<>();

    ReadBackTest() {
        // 100, 101 and 103 are events, 102 is none, 104 is an aggregate of an event and a record that is none.
        accept("100", event(0));
        accept("101", event(1));
        accept("102", SentEvent.invalid(Reason.MALFORMED_JSON, "{".getBytes(UTF_8)));
        accept("103", event(3));
        ledger.acceptMany(
                SHARD, "104", List.of(sent.size(), sent.size() + 1), List.of("key", "invalid-malformed-json"));
        sent.add(event(4));
        sent.add(SentEvent.invalid(Reason.MALFORMED_JSON, "}".getBytes(UTF_8)));
    }

    @Test
    void everyRecordOnceIsExactlyOnce() {
        storeAll();

        var findings = read();

        assertThat(findings.verdict()).isEqualTo("every record is stored exactly once, as it was sent");
        assertThat(findings.exactlyOnce()).isTrue();
        assertThat(findings.inLake()).isEqualTo(4);
        assertThat(findings.failed()).isEqualTo(Map.of(Reason.MALFORMED_JSON, 2));
    }

    @Test
    void aRowThatIsMissingIsLost() {
        storeAll();
        lake.put(GARDEN + "103.parquet", row("103", null, json(3)));

        assertThat(read().verdict()).startsWith("1 lost, 0 doubled, 0 changed");
    }

    @Test
    void aRowThatIsThereTwiceIsDoubled() {
        storeAll();
        lake.put(GARDEN + "101.parquet", row("101", null, json(1)));

        assertThat(read().verdict()).startsWith("0 lost, 1 doubled, 0 changed");
    }

    @Test
    void aByteThatDiffersIsFoundOut() {
        storeAll();
        lake.put(GARDEN + "100.parquet", row("100", null, json(9)), row("101", null, json(1)));

        assertThat(read().verdict()).startsWith("0 lost, 0 doubled, 1 changed or in the wrong place");
    }

    @Test
    void aByteOfAFailedRowThatDiffersIsFoundOut() {
        storeAll();
        failed.put(BROKEN + "102.ndjson.gz", failedRow("102", "", "["), failedRow("104", "1", "}"));

        assertThat(read().verdict()).startsWith("0 lost, 0 doubled, 1 changed or in the wrong place");
    }

    @Test
    void anObjectThatIsNotNamedAfterItsFirstRowIsFoundOut() {
        storeAll();
        lake.remove(GARDEN + "100.parquet");
        lake.put(GARDEN + "101.parquet", row("100", null, json(0)), row("101", null, json(1)));

        assertThat(read().verdict()).startsWith("0 lost, 0 doubled, 1 changed or in the wrong place");
    }

    @Test
    void anArrivalTimeThatTheStreamDoesNotKnowIsFoundOut() {
        storeAll();
        ledger.arrived(SHARD, "100", ARRIVAL.plusMillis(1));

        assertThat(read().verdict()).startsWith("0 lost, 0 doubled, 1 changed or in the wrong place");
    }

    @Test
    void aRowThatNobodySentIsFoundOut() {
        storeAll();
        lake.put(GARDEN + "105.parquet", row("105", null, json(5)));

        assertThat(read().verdict()).startsWith("0 lost, 0 doubled, 0 changed or in the wrong place, 1 never sent");
    }

    @Test
    void anObjectThatNobodyCanReadIsFoundOut() {
        storeAll();
        lake.objects.put(GARDEN + "106.parquet", new byte[] {1, 2, 3});
        lake.objects.put(GARDEN + "107.csv", new byte[] {1, 2, 3});

        assertThat(read().verdict()).contains("2 objects unreadable");
    }

    @Test
    void aRecordInADiscardedBatchIsNotLostButWaitsForItsRedrive() {
        storeAll();
        lake.remove(GARDEN + "103.parquet");
        lake.put(GARDEN + "104-0.parquet", row("104", 0L, json(4)));
        assertThat(read().verdict()).startsWith("1 lost, 0 doubled");
        discard("103");

        var findings = read();

        assertThat(findings.exactlyOnceWhenRedriven()).as(findings.verdict()).isTrue();
        assertThat(findings.exactlyOnce()).isFalse();
    }

    @Test
    void rowsOfAnObjectThatTheRedriveOverwritesDoNotCount() {
        storeAll();
        // A batch of 100 and 101 stored its object, was bisected, and 100 was discarded.
        lake.put(GARDEN + "101.parquet", row("101", null, json(1)));
        discard("100");

        var findings = read();

        assertThat(findings.exactlyOnceWhenRedriven()).as(findings.verdict()).isTrue();
        assertThat(findings.exactlyOnce()).isFalse();
        assertThat(findings.batches()).hasSize(1);
    }

    @Test
    void aRecordThatIsDiscardedAndStaysElsewhereIsDoubled() {
        storeAll();
        discard("101");

        assertThat(read().verdict()).startsWith("0 lost, 1 doubled");
    }

    @Test
    void aDiscardedBatchThatIsSettledDoesNotCount() {
        storeAll();
        discard("101");
        settled.add("aws/lambda/101");

        assertThat(read().exactlyOnce()).isTrue();
    }

    @Test
    void aRecordThatIsDiscardedTwiceIsOneThatWaits() {
        storeAll();
        lake.put(GARDEN + "100.parquet", row("100", null, json(0)));
        discard("101");
        failed.objects.put("aws/lambda/101-again", requireNonNull(failed.objects.get("aws/lambda/101")));

        var findings = read();

        assertThat(findings.exactlyOnceWhenRedriven()).as(findings.verdict()).isTrue();
        assertThat(findings.exactlyOnce()).isFalse();
    }

    private void storeAll() {
        lake.put(GARDEN + "100.parquet", row("100", null, json(0)), row("101", null, json(1)));
        lake.put(GARDEN + "103.parquet", row("103", null, json(3)), row("104", 0L, json(4)));
        failed.put(BROKEN + "102.ndjson.gz", failedRow("102", "", "{"), failedRow("104", "1", "}"));
    }

    private Findings read() {
        return ReadBack.read(lake, failed, sent::get, ledger, settled);
    }

    private void accept(String sequenceNumber, SentEvent event) {
        ledger.accept(SHARD, sequenceNumber, sent.size());
        sent.add(event);
    }

    private static SentEvent event(int number) {
        return SentEvent.valid("key", json(number).getBytes(UTF_8), "Garden", json(number));
    }

    private static String json(int number) {
        return "{\"metadata\":{\"uuid\":\"u" + number + "\",\"section\":\"Garden\"},\"payload\":{}}";
    }

    private static Decoded.Valid row(String sequenceNumber, @Nullable Long sub, String json) {
        var record = new UserRecord(new Position(SHARD, sequenceNumber, sub), "key", ARRIVAL, json.getBytes(UTF_8));
        return (Decoded.Valid) new EventDecoder(Set.of()).decode(record);
    }

    private static String failedRow(String sequenceNumber, String sub, String data) {
        return "{\"reason\":\"malformed-json\",\"detail\":\"\",\"shardId\":\"" + SHARD + "\",\"sequenceNumber\":\""
                + sequenceNumber + "\"" + (sub.isEmpty() ? "" : ",\"subSequenceNumber\":" + sub)
                + ",\"partitionKey\":\"invalid-malformed-json\",\"arrivalTime\":\"2026-11-23T11:33:31.123Z\",\"data\":\""
                + Base64.getEncoder().encodeToString(data.getBytes(UTF_8)) + "\"}";
    }

    private void discard(String sequenceNumber) {
        var index = ledger.eventsAt(SHARD, sequenceNumber).get(0);
        var event = "{\\\"Records\\\":[{\\\"eventID\\\":\\\"" + SHARD + ":" + sequenceNumber
                + "\\\",\\\"kinesis\\\":{\\\"partitionKey\\\":\\\"key\\\",\\\"sequenceNumber\\\":\\\"" + sequenceNumber
                + "\\\",\\\"approximateArrivalTimestamp\\\":1795433611.123,\\\"data\\\":\\\""
                + Base64.getEncoder().encodeToString(sent.get(index).data()) + "\\\"}}]}";
        failed.objects.put("aws/lambda/" + sequenceNumber, ("{\"payload\":\"" + event + "\"}").getBytes(UTF_8));
    }

    private static final class MemoryBucket implements Bucket {

        private final TreeMap<String, byte[]> objects = new TreeMap<>();

        void put(String key, Decoded.Valid... rows) {
            try {
                objects.put(key, new EventParquet().encode(List.of(rows), "attempt"));
            } catch (IOException unreachable) {
                throw new IllegalStateException(unreachable);
            }
        }

        void put(String key, String... lines) {
            var body = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(body)) {
                for (var line : lines) {
                    gzip.write((line + "\n").getBytes(UTF_8));
                }
            } catch (IOException unreachable) {
                throw new IllegalStateException(unreachable);
            }
            objects.put(key, body.toByteArray());
        }

        void remove(String key) {
            objects.remove(key);
        }

        @Override
        public List<Entry> list(String prefix) {
            return objects.entrySet().stream()
                    .filter(object -> object.getKey().startsWith(prefix))
                    .map(object -> new Entry(object.getKey(), object.getValue().length, ARRIVAL.plusSeconds(1)))
                    .toList();
        }

        @Override
        public InputStream open(String key) {
            return new ByteArrayInputStream(objects.getOrDefault(key, new byte[0]));
        }
    }
}
