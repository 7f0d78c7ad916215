package dev.kinesislake.lab.bench.work;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** Keeps and counts what a stream takes, as Kinesis bills it on demand. Safe for use by many threads. */
public final class MeteredKinesis implements KinesisClient {

    /** A record's bytes are rounded up to it ("Amazon Kinesis Data Streams pricing"). */
    private static final long STEP = 1_024;

    private final KinesisClient kinesis;
    private final List<byte[]> data = new ArrayList<>();
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
        var record = entry.data().asByteArrayUnsafe();
        int size = record.length;
        data.add(record);
        bytes += size;
        billedBytes += (size + STEP - 1) / STEP * STEP;
    }

    /** The records' data. */
    public synchronized List<byte[]> records() {
        return List.copyOf(data);
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
