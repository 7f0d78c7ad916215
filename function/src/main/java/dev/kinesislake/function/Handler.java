package dev.kinesislake.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.squareup.moshi.JsonWriter;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.decode.InvocationBuffer;
import dev.kinesislake.function.decode.KinesisBatch;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.Erased;
import dev.kinesislake.function.personal.MemberHmac;
import dev.kinesislake.function.personal.PersonalKeys;
import dev.kinesislake.function.store.Attempt;
import dev.kinesislake.function.store.ParallelPuts;
import dev.kinesislake.function.store.PatientStore;
import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.function.store.SecretReader;
import dev.kinesislake.function.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda function's entry: a Kinesis batch in, a partial batch response out (AWS Lambda Developer Guide, "Configuring partial
 * batch response with Kinesis Data Streams and Lambda").
 *
 * <p>A batch succeeds as a whole, or is answered with its first sequence number, so that it comes again as it was. A later number
 * would store the rows behind it a second time under other keys. One exception: a batch that is too much for a function ({@link Capacity}) is
 * cut before anything is stored, and answered with the first record that was left out. An invalid record is no failure.
 */
public final class Handler implements RequestStreamHandler {

    /** What the function's configuration names as its handler. */
    public static final String NAME = Handler.class.getName();

    /** Kept back from the time that S3 may take, so that a batch that can't be stored is answered and not killed. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(1);

    private final InvocationBuffer buffer = new InvocationBuffer();
    private final Consumer consumer;
    private final Clock clock;

    /** For Lambda. */
    public Handler() {
        this(System.getenv());
    }

    private Handler(Map<String, String> environment) {
        this(ConsumerConfig.fromEnvironment(environment), environment);
    }

    private Handler(ConsumerConfig config, Map<String, String> environment) {
        this(
                config,
                parts(config, environment),
                Watchdog.endingTheProcess(environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")));
    }

    /** For tests and measurements. */
    public Handler(ConsumerConfig config, HandlerParts parts) {
        this(config, parts, Watchdog.none());
    }

    private Handler(ConsumerConfig config, HandlerParts parts, Watchdog watchdog) {
        this.consumer = new Consumer(config, parts, watchdog);
        this.clock = parts.clock();
    }

    private static HandlerParts parts(ConsumerConfig config, Map<String, String> environment) {
        var s3 = S3ObjectStore.ofEnvironment(environment, config.putParallelism());
        var patient = new PatientStore(s3, System::nanoTime, PatientStore.Pause.SLEEP);
        return new HandlerParts(
                hmac(config, environment),
                s3.watch(config.lakeBucket(), LakeLayout.ERASED_KEY, Erased::ofJson, Erased.NONE)::current,
                new ParallelPuts(patient, config.putParallelism()),
                Capacity.STANDARD,
                Clock.systemUTC());
    }

    /** The key is read once, so that an environment's hashes have one version. */
    private static @Nullable MemberHmac hmac(ConsumerConfig config, Map<String, String> environment) {
        return config.personal().needsKey()
                ? PersonalKeys.ofSecret(SecretReader.ofEnvironment(environment)
                                .read(config.personal().keySecret()))
                        .hmac()
                : null;
    }

    @Override
    public void handleRequest(InputStream invocation, OutputStream response, Context context) throws IOException {
        var start = clock.instant();
        var batch = buffer.read(invocation);
        var attempt = batch.replacesUntil()
                .map(replacesUntil -> Attempt.ofRedrive(replacesUntil, context.getAwsRequestId()))
                .orElseGet(() -> new Attempt(start, context.getAwsRequestId()));
        respond(response, batch.records().isEmpty() ? List.of() : failures(batch, attempt, context));
    }

    /** The sequence numbers to report as failed: none, the first, or that of the first record that was left out. */
    private List<String> failures(KinesisBatch batch, Attempt attempt, Context context) {
        long start = System.nanoTime();
        try {
            var poured = consumer.consume(batch, attempt, () -> timeLeft(context));
            long milliseconds = Duration.ofNanos(System.nanoTime() - start).toMillis();
            int left = batch.records().size() - poured.records().size();
            context.getLogger()
                    .log(BatchLog.stored(
                            context.getAwsRequestId(), poured.records(), poured.summary(), left, milliseconds));
            return poured.next() == null ? List.of() : List.of(poured.next());
        } catch (StoreException failure) {
            context.getLogger().log(BatchLog.failed(context.getAwsRequestId(), batch.records(), failure));
            return List.of(batch.records().get(0).sequenceNumber());
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
