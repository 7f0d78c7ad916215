package dev.kinesislake.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.event.Event;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.local.s3.Buckets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads both buckets back, object by object, and compares every row with the event that was sent. */
final class ReadBack {

    private static final String NDJSON = ".ndjson.gz";
    private static final String PARQUET = ".parquet";

    private final ObjectMapper json = new ObjectMapper();
    private final S3Client s3;
    private final DemoEvents sent;
    private final Ledger ledger;
    private final Buckets buckets;
    private final Findings findings = new Findings();

    /**
     * Prepares to read.
     *
     * @param buckets know when an object was stored to the millisecond, which S3's API doesn't tell
     */
    ReadBack(S3Client s3, DemoEvents sent, Ledger ledger, Buckets buckets) {
        this.s3 = s3;
        this.sent = sent;
        this.ledger = ledger;
        this.buckets = buckets;
    }

    /** What the two buckets hold of what was sent. */
    Findings read(String lakeBucket, String failedBucket) {
        readObjects(lakeBucket, LakeLayout.EVENTS_PREFIX, this::checkEvents);
        readObjects(failedBucket, LakeLayout.FAILED_PREFIX, lines(this::checkFailed));
        findings.givenUp(
                buckets.objects(failedBucket, LakeLayout.UNPROCESSED_PREFIX).size());
        ledger.positions().forEach(findings::expect);
        return findings;
    }

    private void readObjects(String bucket, String prefix, ObjectCheck check) {
        var storedAt = new HashMap<String, Instant>();
        buckets.objects(bucket, prefix).forEach(object -> storedAt.put(object.key(), object.storedAt()));
        for (var object : s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()) {
            var key = object.key();
            findings.object(key, object.size());
            var stored = storedAt.getOrDefault(key, object.lastModified());
            try (var body = s3.getObject(get -> get.bucket(bucket).key(key))) {
                check.check(body, new Place(key, true, stored));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("can't read " + bucket + "/" + key, unreadable);
            }
        }
    }

    private void checkEvents(InputStream body, Place place) throws IOException {
        if (!place.key().endsWith(PARQUET)) {
            lines(this::checkEvent).check(body, place);
            return;
        }
        for (var row : ParquetRows.read(body.readAllBytes())) {
            checkEvent(row, place);
            place = place.next();
        }
    }

    private void checkEvent(ParquetRows.Row row, Place place) {
        var index = ledger.indexAt(row.position());
        if (index == null) {
            findings.neverSent(row.position());
            return;
        }
        var event = sent.get(index);
        boolean same = event.compact() != null
                && event.section() != null
                && new String(row.event(), UTF_8).equals(event.compact())
                && place.isOf(LakeLayout.lakePrefix(event.section(), row.arrivalTime()), row.position(), PARQUET);
        findings.inLake(row.position(), same, Duration.between(row.arrivalTime(), place.stored()));
    }

    private void checkEvent(String line, Place place) throws IOException {
        var ingest = json.readTree(line).path(Event.INGEST);
        var position = position(ingest);
        var index = ledger.indexAt(position);
        if (index == null) {
            findings.neverSent(position);
            return;
        }
        var event = sent.get(index);
        var arrival = arrival(ingest);
        boolean same = event.compact() != null
                && event.section() != null
                && line.equals(row(event.compact(), ingest))
                && place.isOf(LakeLayout.lakePrefix(event.section(), arrival), position, NDJSON);
        findings.inLake(position, same, Duration.between(arrival, place.stored()));
    }

    private static String row(String compact, JsonNode ingest) {
        return compact.substring(0, compact.length() - 1) + ",\"" + Event.INGEST + "\":" + ingest + "}";
    }

    private void checkFailed(String line, Place place) throws IOException {
        var row = json.readTree(line);
        var position = position(row);
        var index = ledger.indexAt(position);
        if (index == null) {
            findings.neverSent(position);
            return;
        }
        var event = sent.get(index);
        var reason = reason(row.path("reason").asText());
        var arrival = arrival(row);
        boolean same = reason == event.reason()
                && Arrays.equals(Base64.getDecoder().decode(row.path("data").asText()), event.data())
                && place.isOf(LakeLayout.failedPrefix(reason, arrival), position, NDJSON);
        findings.failed(position, reason, same, Duration.between(arrival, place.stored()));
    }

    private static Instant arrival(JsonNode row) {
        return Instant.parse(row.path("arrivalTime").asText());
    }

    private static Position position(JsonNode row) {
        var sub = row.get("subSequenceNumber");
        return new Position(
                row.path("shardId").asText(),
                row.path("sequenceNumber").asText(),
                sub == null ? null : Long.valueOf(sub.asLong()));
    }

    private static Reason reason(String label) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a failed row's reason is " + label));
    }

    /** Checks the lines of an object one by one. */
    private static ObjectCheck lines(RowCheck check) {
        return (body, place) -> {
            var lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(body), UTF_8));
            var at = place;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                check.check(line, at);
                at = at.next();
            }
        };
    }

    private interface ObjectCheck {
        void check(InputStream body, Place first) throws IOException;
    }

    private interface RowCheck {
        void check(String line, Place place) throws IOException;
    }

    /**
     * Where a row was found.
     *
     * @param first whether it is its object's first, which names the object
     */
    private record Place(String key, boolean first, Instant stored) {

        Place next() {
            return new Place(key, false, stored);
        }

        boolean isOf(String prefix, Position position, String suffix) {
            return first
                    ? key.equals(LakeLayout.key(prefix, position, suffix))
                    : key.startsWith(prefix) && key.endsWith(suffix);
        }
    }
}
