package dev.kinesislake.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.decode.InvocationBuffer;
import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.function.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Pours made-up batches: before Lambda takes the snapshot that environments are restored from, so that these have the classes loaded and
 * the code compiled that a first batch needs (AWS Lambda Developer Guide, "Lambda SnapStart runtime hooks for Java"), and without a
 * snapshot a single event, for the classes alone.
 *
 * <p>The batches are decoded, encoded and signed as any other, but no PUT leaves the process. They have a consumer and a client of their
 * own: what a restored environment must not share with others, credentials and connections, is none of the handler's. So nothing
 * has to be renewed after a restore.
 */
final class Priming implements Resource {

    private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";
    private static final String SNAPSHOT = "snap-start";

    /** Nearly all that a first batch waits for is loading classes: more rounds have won nothing that could be measured. */
    private static final int ROUNDS = 5;

    private static final int EVENTS = 100;

    private static final String EVENT = """
            {"metadata": {"uuid": "INDEX", "section": SECTION},
             "payload": {"userid": "1", "email_id": "nobody@example.com", "contact": "1", "session_time": "1.5",
                         "legacy_account": "nan", "membership_status": "active", "is_cart_empty": "False", "sys_type": "none",
                         "menuitem": [{"value": "New", "onclick": "New()"}], "text": {"data": "\\u00e9", "size": 1}}}""";

    private static final String RECORD = """
            {"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000000:INDEX","eventName":"aws:kinesis:record",\
            "kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1","sequenceNumber":"INDEX","data":"DATA",\
            "approximateArrivalTimestamp":1700000000.123}}""";

    /** Lambda's context forgets a resource that nobody else holds. */
    private static @Nullable Priming registered;

    private final ConsumerConfig config;
    private final Supplier<ObjectStore> nowhere;
    private final LambdaLogger log;

    Priming(ConsumerConfig config, Supplier<ObjectStore> nowhere, LambdaLogger log) {
        this.config = config;
        this.nowhere = nowhere;
        this.log = log;
    }

    /** Asks Lambda for a call before it takes a snapshot, if it's going to take one. */
    static synchronized void beforeASnapshot(Map<String, String> environment) {
        if (SNAPSHOT.equals(environment.get(INITIALIZATION))) {
            var config = ConsumerConfig.fromEnvironment(environment);
            registered = ofEnvironment(config, environment);
            Core.getGlobalContext().register(registered);
        }
    }

    /**
     * Makes the handler's store, which takes as long as TLS takes to load, and meanwhile, where there's no snapshot to be primed for,
     * has another thread pour a single event: that loads what the first batch needs. Lambda's Init phase has processors for both.
     */
    static ObjectStore besides(Supplier<ObjectStore> store, ConsumerConfig config, Map<String, String> environment) {
        if (SNAPSHOT.equals(environment.get(INITIALIZATION))) {
            return store.get();
        }
        var priming = ofEnvironment(config, environment);
        var loading = new Thread(() -> priming.unlessItFails(() -> priming.pour(1, 1, 1)), "loading");
        loading.start();
        try {
            return store.get();
        } finally {
            join(loading);
        }
    }

    private static Priming ofEnvironment(ConsumerConfig config, Map<String, String> environment) {
        return new Priming(config, () -> S3ObjectStore.toNowhere(environment), LambdaRuntime.getLogger());
    }

    private static void join(Thread loading) {
        try {
            loading.join();
        } catch (InterruptedException stop) {
            throw new IllegalStateException("interrupted: the runtime never does that", stop);
        }
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        unlessItFails(() -> {
            pour(ROUNDS, 0, EVENTS);
            // Of TLS what needs no other side: its classes, and the certificates that are trusted.
            SSLContext.getDefault();
        });
    }

    /** A function that isn't primed works, too. */
    private void unlessItFails(Work work) {
        try {
            work.run();
        } catch (Exception | LinkageError failure) {
            log.log(BatchLog.unprimed(failure));
        }
    }

    private interface Work {
        void run() throws IOException, StoreException, GeneralSecurityException;
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing of what is primed is used again.
    }

    /** Consumes a batch as often, of the records with these numbers. */
    private void pour(int rounds, int first, int last) throws IOException, StoreException {
        var alone =
                new ConsumerConfig(config.lakeBucket(), config.failedBucket(), config.format(), config.sections(), 1);
        var consumer = new Consumer(alone, nowhere.get());
        var invocation = invocation(first, last).getBytes(UTF_8);
        var buffer = new InvocationBuffer();
        for (int round = 0; round < rounds; round++) {
            var batch = buffer.read(new ByteArrayInputStream(invocation));
            var summary = consumer.consume(batch, () -> Duration.ofMinutes(1));
            BatchLog.stored("", batch, summary, 0);
        }
    }

    /** A batch of one shard: events of a section that the stack takes, and as number 0 something that is no event. */
    private String invocation(int first, int last) {
        var section = config.sections().isEmpty() ? "Electronics" : new TreeSet<>(config.sections()).first();
        var records = new StringJoiner(",", "{\"Records\":[", "]}");
        for (int i = first; i <= last; i++) {
            records.add(record(
                    i,
                    i == 0 ? "{" : EVENT.replace("INDEX", Integer.toString(i)).replace("SECTION", quoted(section))));
        }
        return records.toString();
    }

    private static String quoted(String section) {
        return '"' + section.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String record(int index, String data) {
        return RECORD.replace("INDEX", Integer.toString(index))
                .replace("DATA", Base64.getEncoder().encodeToString(data.getBytes(UTF_8)));
    }
}
