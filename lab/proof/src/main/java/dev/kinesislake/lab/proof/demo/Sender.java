package dev.kinesislake.lab.proof.demo;

import dev.kinesislake.lab.proof.check.Ledger;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Puts events on the stream, and notes what the stream acknowledged. */
final class Sender {

    /** Kinesis API Reference, "PutRecords": at most 500 records a call. */
    private static final int RECORDS_PER_CALL = 500;

    /** Calls in a row of which the stream takes nothing, before it's given up. */
    private static final int MAX_FRUITLESS_CALLS = 20;

    private final KinesisClient kinesis;
    private final String stream;
    private String lastRefusal = "";

    Sender(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /**
     * Sends all records, again those that the stream didn't take.
     *
     * @param records of these events
     * @param progress runs after each call
     * @return how many bytes of data the stream took
     * @throws IllegalStateException if the stream takes no more
     */
    long send(DemoEvents events, List<DemoRecord> records, Ledger ledger, Runnable progress) {
        long bytes = 0;
        int fruitless = 0;
        int taken = 0;
        var waiting = new ArrayList<DemoRecord>();
        for (int next = 0; next < records.size() || !waiting.isEmpty(); progress.run()) {
            while (waiting.size() < RECORDS_PER_CALL && next < records.size()) {
                waiting.add(records.get(next++));
            }
            int before = waiting.size();
            bytes += put(events, waiting, ledger);
            taken += before - waiting.size();
            fruitless = waiting.size() < before ? 0 : fruitless + 1;
            if (fruitless == MAX_FRUITLESS_CALLS) {
                throw new IllegalStateException("the stream " + stream + " takes no more records, after " + taken
                        + " of " + records.size() + ": " + lastRefusal);
            }
        }
        return bytes;
    }

    /** Puts the waiting records, and leaves in the list those that the stream refused. */
    private long put(DemoEvents events, List<DemoRecord> waiting, Ledger ledger) {
        var entries = new ArrayList<PutRecordsRequestEntry>();
        for (var record : waiting) {
            var packed = record.events(events);
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey(packed.get(0).partitionKey())
                    .data(SdkBytes.fromByteArrayUnsafe(record.packing().pack(packed)))
                    .build());
        }
        var results = kinesis.putRecords(request -> request.streamName(stream).records(entries))
                .records();
        long bytes = 0;
        var refused = new ArrayList<DemoRecord>();
        for (int i = 0; i < results.size(); i++) {
            var result = results.get(i);
            if (result.errorCode() != null) {
                refused.add(waiting.get(i));
                lastRefusal = result.errorMessage();
            } else {
                waiting.get(i).acceptedAt(result.shardId(), result.sequenceNumber(), events, ledger);
                bytes += entries.get(i).data().asByteArrayUnsafe().length;
            }
        }
        waiting.clear();
        waiting.addAll(refused);
        return bytes;
    }
}
