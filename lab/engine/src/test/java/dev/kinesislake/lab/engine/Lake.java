package dev.kinesislake.lab.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
        for (var object : buckets.objects(stack.output("lakeBucket"), LakeLayout.EVENTS_PREFIX)) {
            rows.addAll(rows(lake.resolve(object.key())));
        }
        return rows.stream().sorted().toList();
    }

    /** Every row of the table's files, as {@link #rows()} has them; no commit has replaced a file. */
    List<String> sealedRows() throws IOException {
        var rows = new ArrayList<String>();
        var buckets = stack.aws().s3().buckets();
        var bucket = stack.output("lakeBucket");
        for (var object : buckets.objects(bucket, LakeLayout.SEALED_PREFIX)) {
            if (object.key().endsWith(".parquet")) {
                rows.addAll(rows(buckets.folder(bucket).resolve(object.key())));
            }
        }
        return rows.stream().sorted().toList();
    }

    /** A row, as {@link #rows()} has it. */
    static String row(String shardId, String sequenceNumber, String uuid) {
        return shardId + "-" + sequenceNumber + " " + uuid;
    }

    private static List<String> rows(Path object) throws IOException {
        var rows = new ArrayList<String>();
        ParquetLakeRows.read(Files.readAllBytes(object), row -> {
            var position = row.position();
            rows.add(row(position.shardId(), position.sequenceNumber(), uuid(row.event())));
        });
        return rows;
    }

    private static String uuid(String event) {
        try {
            return new ObjectMapper().readTree(event).at("/metadata/uuid").asText();
        } catch (JsonProcessingException broken) {
            throw new AssertionError("a row's event is no JSON", broken);
        }
    }
}
