package dev.kinesislake.lab.bench.work;

import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** Counts what a stream takes, as Kinesis bills it on demand. Safe for use by many threads. */
public final class MeteredKinesis implements KinesisClient {

    /** A record's bytes are rounded up to it ("Amazon Kinesis Data Streams pricing"). */
    private static final long STEP = 1_024;

    private final KinesisClient kinesis;
    private long records;
    private long bytes;
    private long billedBytes;

    public MeteredKinesis(KinesisClient kinesis) {
        this.kinesis = kinesis;
    }

    @Override
    public PutRecordsResponse putRecords(PutRecordsRequest request) {
        var response = kinesis.putRecords(request);
        if (response.failedRecordCount() > 0) {
            throw new IllegalStateException("the stream refused " + response.failedRecordCount() + " records");
        }
        request.records().forEach(this::count);
        return response;
    }

    private synchronized void count(PutRecordsRequestEntry entry) {
        int size = entry.data().asByteArrayUnsafe().length;
        records++;
        bytes += size;
        billedBytes += (size + STEP - 1) / STEP * STEP;
    }

    public synchronized long records() {
        return records;
    }

    /** Of the records' data. */
    public synchronized long bytes() {
        return bytes;
    }

    public synchronized long billedBytes() {
        return billedBytes;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        kinesis.close();
    }
}
