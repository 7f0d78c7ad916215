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
     * Sends all events, again those that the stream didn't take.
     *
     * @param progress runs after each call
     * @return how many bytes of data the stream took
     * @throws IllegalStateException if the stream takes no more
     */
    long send(DemoEvents events, Ledger ledger, Runnable progress) {
        long bytes = 0;
        int fruitless = 0;
        var waiting = new ArrayList<Integer>();
        for (int next = 0; next < events.size() || !waiting.isEmpty(); progress.run()) {
            while (waiting.size() < RECORDS_PER_CALL && next < events.size()) {
                waiting.add(next++);
            }
            int before = ledger.size();
            bytes += put(events, waiting, ledger);
            fruitless = ledger.size() > before ? 0 : fruitless + 1;
            if (fruitless == MAX_FRUITLESS_CALLS) {
                throw new IllegalStateException("the stream " + stream + " takes no more records, after "
                        + ledger.size() + " of " + events.size() + ": " + lastRefusal);
            }
        }
        return bytes;
    }

    /** Puts the waiting events, and leaves in the list those that the stream refused. */
    private long put(DemoEvents events, List<Integer> waiting, Ledger ledger) {
        var entries = new ArrayList<PutRecordsRequestEntry>();
        for (var index : waiting) {
            var event = events.get(index);
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey(event.partitionKey())
                    .data(SdkBytes.fromByteArrayUnsafe(event.data()))
                    .build());
        }
        var results = kinesis.putRecords(request -> request.streamName(stream).records(entries))
                .records();
        long bytes = 0;
        var refused = new ArrayList<Integer>();
        for (int i = 0; i < results.size(); i++) {
            var result = results.get(i);
            if (result.errorCode() != null) {
                refused.add(waiting.get(i));
                lastRefusal = result.errorMessage();
            } else {
                ledger.accept(result.shardId(), result.sequenceNumber(), waiting.get(i));
                bytes += entries.get(i).data().asByteArrayUnsafe().length;
            }
        }
        waiting.clear();
        waiting.addAll(refused);
        return bytes;
    }
}
