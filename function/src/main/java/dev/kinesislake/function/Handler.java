package dev.kinesislake.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.squareup.moshi.JsonWriter;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.decode.InvocationBuffer;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.function.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okio.Okio;

/**
 * The Lambda function's entry: a Kinesis batch in, a partial batch response out (AWS Lambda Developer Guide, "Configuring partial
 * batch response with Kinesis Data Streams and Lambda").
 *
 * <p>A batch succeeds as a whole, or is answered with its first sequence number, so that it comes again as it was. A later number
 * would store the rows behind it a second time under other keys. An invalid record is no failure.
 */
public final class Handler implements RequestStreamHandler {

    /** What the function's configuration names as its handler. */
    public static final String NAME = Handler.class.getName();

    /** Kept back from the time that S3 may take, so that a batch that can't be stored is answered and not killed. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(1);

    private final InvocationBuffer buffer = new InvocationBuffer();
    private final Consumer consumer;

    /** For Lambda. */
    public Handler() {
        this(System.getenv());
    }

    /** For a host that can't give this process an environment of its own. */
    public Handler(Map<String, String> environment) {
        this(ConsumerConfig.fromEnvironment(environment), environment);
    }

    private Handler(ConsumerConfig config, Map<String, String> environment) {
        this(config, S3ObjectStore.ofEnvironment(environment, config.putParallelism()));
    }

    /** For tests and measurements, which have stores of their own. */
    public Handler(ConsumerConfig config, ObjectStore store) {
        this.consumer = new Consumer(config, store);
    }

    @Override
    public void handleRequest(InputStream invocation, OutputStream response, Context context) throws IOException {
        var batch = buffer.read(invocation);
        respond(response, batch.isEmpty() ? List.of() : failures(batch, context));
    }

    /** The sequence numbers to report as failed: none, or the first. */
    private List<String> failures(List<KinesisRecord> batch, Context context) {
        long start = System.nanoTime();
        try {
            var summary = consumer.consume(batch, () -> timeLeft(context));
            long milliseconds = Duration.ofNanos(System.nanoTime() - start).toMillis();
            context.getLogger().log(BatchLog.stored(context.getAwsRequestId(), batch, summary, milliseconds));
            return List.of();
        } catch (StoreException failure) {
            context.getLogger().log(BatchLog.failed(context.getAwsRequestId(), batch, failure));
            return List.of(batch.get(0).sequenceNumber());
        }
    }

    private static Duration timeLeft(Context context) {
        return Duration.ofMillis(context.getRemainingTimeInMillis()).minus(ANSWER_TIME);
    }

    private static void respond(OutputStream response, List<String> failures) throws IOException {
        try (var json = JsonWriter.of(Okio.buffer(Okio.sink(response)))) {
            json.beginObject();
            json.name("batchItemFailures").beginArray();
            for (var sequenceNumber : failures) {
                json.beginObject().name("itemIdentifier").value(sequenceNumber).endObject();
            }
            json.endArray();
            json.endObject();
        }
    }
}
