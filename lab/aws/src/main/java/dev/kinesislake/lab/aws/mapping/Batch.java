package dev.kinesislake.lab.aws.mapping;

import java.util.List;

/**
 * Records of one lane, in order, that are handed to the function together.
 *
 * @param records at least one
 * @param retries how often it was retried already; a split isn't counted
 * @param invocations how often the function saw these records, splits included
 */
record Batch(List<BatchRecord> records, int retries, int invocations) {

    Batch {
        records = List.copyOf(records);
        if (records.isEmpty()) {
            throw new IllegalArgumentException("A batch has at least one record");
        }
    }

    static Batch of(List<BatchRecord> records) {
        return new Batch(records, 0, 0);
    }

    int size() {
        return records.size();
    }

    long firstOffset() {
        return records.get(0).offset();
    }

    Batch first(int count) {
        return new Batch(records.subList(0, count), retries, invocations);
    }

    Batch from(int index) {
        return new Batch(records.subList(index, records.size()), retries, invocations);
    }

    Batch invoked() {
        return new Batch(records, retries, invocations + 1);
    }

    Batch retried() {
        return new Batch(records, retries + 1, invocations);
    }
}
