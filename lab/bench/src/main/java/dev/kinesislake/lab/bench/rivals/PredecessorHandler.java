package dev.kinesislake.lab.bench.rivals;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What the Python function did that kinesis-lake replaces: a PUT an event, under a key of its section and the day alone, so that each
 * overwrites the one before it.
 */
public final class PredecessorHandler implements RequestHandler<KinesisEvent, StreamsEventResponse> {

    private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);

    private final S3Client s3;
    private final String bucket;
    private final LocalDate today;

    public PredecessorHandler(S3Client s3, String bucket, LocalDate today) {
        this.s3 = s3;
        this.bucket = bucket;
        this.today = today;
    }

    @Override
    public StreamsEventResponse handleRequest(KinesisEvent batch, Context context) {
        for (var record : batch.getRecords()) {
            try {
                store(new String(record.getKinesis().getData().array(), UTF_8));
            } catch (IOException invalid) {
                throw new UncheckedIOException(invalid);
            }
        }
        return new StreamsEventResponse(List.of());
    }

    private void store(String json) throws IOException {
        var event = JSON.fromJson(json);
        if (event instanceof Map<?, ?> members && members.get("metadata") instanceof Map<?, ?> metadata) {
            var key = metadata.get("section") + "/" + today + ".json";
            s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(JSON.toJson(event)));
        } else {
            throw new IOException("no metadata");
        }
    }
}
