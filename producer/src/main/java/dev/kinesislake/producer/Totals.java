package dev.kinesislake.producer;

/** The records that may be sent, of all shards together, besides what is gathered. Not safe for use by many threads. */
final class Totals {

    private int records;
    private long bytes;

    void add(int moreRecords, long moreBytes) {
        records += moreRecords;
        bytes += moreBytes;
    }

    boolean mayFillACall() {
        return records >= Limits.RECORDS_PER_CALL || bytes >= Limits.BYTES_PER_CALL;
    }

    boolean isEmpty() {
        return records == 0;
    }
}
