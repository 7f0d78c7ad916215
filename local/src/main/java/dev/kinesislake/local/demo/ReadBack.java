package dev.kinesislake.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.local.s3.Buckets;
import java.io.BufferedReader;
import java.io.IOException;
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
        readObjects(lakeBucket, LakeLayout.EVENTS_PREFIX, this::checkEvent);
        readObjects(failedBucket, LakeLayout.FAILED_PREFIX, this::checkFailed);
        ledger.positions().forEach(findings::expect);
        return findings;
    }

    private void readObjects(String bucket, String prefix, RowCheck check) {
        var storedAt = new HashMap<String, Instant>();
        buckets.objects(bucket, prefix).forEach(object -> storedAt.put(object.key(), object.storedAt()));
        for (var object : s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()) {
            findings.object(object.key(), object.size());
            var stored = storedAt.getOrDefault(object.key(), object.lastModified());
            try (var body = s3.getObject(get -> get.bucket(bucket).key(object.key()));
                    var lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(body), UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    check.check(line, object.key(), stored);
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException("can't read " + bucket + "/" + object.key(), unreadable);
            }
        }
    }

    private void checkEvent(String line, String key, Instant stored) throws IOException {
        var ingest = json.readTree(line).path("_ingest");
        var position = position(ingest);
        var index = ledger.indexAt(position);
        if (index == null) {
            findings.neverSent(position);
            return;
        }
        var compact = sent.get(index).compact();
        var expected = compact == null
                ? null
                : compact.substring(0, compact.length() - 1) + ",\"_ingest\":" + ingest.toString() + "}";
        findings.inLake(position, line.equals(expected), latency(ingest, stored));
    }

    private void checkFailed(String line, String key, Instant stored) throws IOException {
        var row = json.readTree(line);
        var position = position(row);
        var index = ledger.indexAt(position);
        if (index == null) {
            findings.neverSent(position);
            return;
        }
        var event = sent.get(index);
        var reason = reason(row.path("reason").asText());
        boolean same = reason == event.reason()
                && Arrays.equals(Base64.getDecoder().decode(row.path("data").asText()), event.data());
        findings.failed(position, reason, same, latency(row, stored));
    }

    private static Position position(JsonNode row) {
        var sub = row.get("subSequenceNumber");
        return new Position(
                row.path("shardId").asText(),
                row.path("sequenceNumber").asText(),
                sub == null ? null : Long.valueOf(sub.asLong()));
    }

    private static Duration latency(JsonNode row, Instant stored) {
        return Duration.between(Instant.parse(row.path("arrivalTime").asText()), stored);
    }

    private static Reason reason(String label) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a failed row's reason is " + label));
    }

    private interface RowCheck {
        void check(String line, String key, Instant stored) throws IOException;
    }
}
