package dev.kinesislake.lab.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What a stack's event source mapping has put into its buckets. */
record Lake(DeployedStack stack) {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    /**
     * Every row of both buckets once the stream is drained, sorted, as {@code <shardId>-<sequenceNumber> <uuid>}; a failed row, or a batch
     * that was discarded, is its object's key.
     */
    List<String> rows() throws IOException, InterruptedException {
        var mapping = stack.mapping();
        if (!mapping.awaitDrained(LONGEST)) {
            throw new AssertionError("the stream doesn't drain: " + mapping.progress());
        }
        var rows = new ArrayList<String>();
        var buckets = stack.aws().s3().buckets();
        buckets.objects(stack.output("failedBucket"), "").forEach(object -> rows.add(object.key()));
        var lake = buckets.folder(stack.output("lakeBucket"));
        for (var object : buckets.objects(stack.output("lakeBucket"), "")) {
            rows.addAll(rows(lake.resolve(object.key())));
        }
        return rows.stream().sorted().toList();
    }

    /** A row, as {@link #rows()} has it. */
    static String row(String shardId, String sequenceNumber, String uuid) {
        return shardId + "-" + sequenceNumber + " " + uuid;
    }

    private static List<String> rows(Path object) throws IOException {
        var json = new ObjectMapper();
        var rows = new ArrayList<String>();
        try (var lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(object)), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var row = json.readTree(line);
                rows.add(row(
                        row.at("/_ingest/shardId").asText(),
                        row.at("/_ingest/sequenceNumber").asText(),
                        row.at("/metadata/uuid").asText()));
            }
        }
        return rows;
    }
}
