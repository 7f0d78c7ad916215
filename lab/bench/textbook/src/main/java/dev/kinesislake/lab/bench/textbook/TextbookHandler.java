package dev.kinesislake.lab.bench.textbook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Takes the event as objects, each record as objects, and stores each by itself: the Java example of the AWS Lambda Developer Guide,
 * "Configuring partial batch response with Kinesis Data Streams and Lambda", with a PUT where that one says "process the record".
 */
public final class TextbookHandler implements RequestHandler<KinesisEvent, StreamsEventResponse> {

    private static final JsonAdapter<WebsiteEvent> EVENTS =
            new Moshi.Builder().build().adapter(WebsiteEvent.class);

    private final S3Client s3;
    private final String bucket;

    /** For Lambda. */
    public TextbookHandler() {
        this(S3Client.create(), System.getenv("LAKE_BUCKET"));
    }

    public TextbookHandler(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public StreamsEventResponse handleRequest(KinesisEvent batch, Context context) {
        for (var record : batch.getRecords()) {
            var sequenceNumber = record.getKinesis().getSequenceNumber();
            try {
                store(new String(record.getKinesis().getData().array(), UTF_8), sequenceNumber);
            } catch (IOException | SdkException failure) {
                return new StreamsEventResponse(List.of(new BatchItemFailure(sequenceNumber)));
            }
        }
        return new StreamsEventResponse(List.of());
    }

    private void store(String json, String sequenceNumber) throws IOException {
        var event = EVENTS.fromJson(json);
        if (event == null) {
            throw new IOException("no event");
        }
        var key = "events/" + event.metadata().section() + "/" + sequenceNumber + ".json";
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(EVENTS.toJson(event)));
    }
}
