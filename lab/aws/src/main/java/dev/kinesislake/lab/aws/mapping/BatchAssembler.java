package dev.kinesislake.lab.aws.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers one batch: as many records as the batch size and the payload of an invocation allow (Lambda Developer Guide, "How
 * Lambda processes records from stream and queue-based event sources", batching behavior). A record that is too large for any
 * invocation becomes a batch of its own.
 */
final class BatchAssembler {

    private final KinesisEventWriter writer;
    private final int mostRecords;
    private final List<BatchRecord> records = new ArrayList<>();
    private long bytes = KinesisEventWriter.ENVELOPE_BYTES;

    BatchAssembler(KinesisEventWriter writer, int mostRecords) {
        this.writer = writer;
        this.mostRecords = mostRecords;
    }

    /** Takes the next record, unless it has to go into the next batch. */
    boolean offer(BatchRecord next) {
        var more = writer.size(next.record());
        if (isFull() || (!records.isEmpty() && bytes + more > KinesisEventWriter.MAX_BYTES)) {
            return false;
        }
        records.add(next);
        bytes += more;
        return true;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    boolean isFull() {
        return records.size() >= mostRecords || bytes >= KinesisEventWriter.MAX_BYTES;
    }

    /** How many records there's room for. */
    int room() {
        return mostRecords - records.size();
    }

    Batch batch() {
        return Batch.of(records);
    }
}
