package dev.kinesislake.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.decode.InvocationReader;
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
 * Pours made-up batches before Lambda takes the snapshot that environments are restored from, so that these have the classes loaded and
 * the code compiled that a first batch needs (AWS Lambda Developer Guide, "Lambda SnapStart runtime hooks for Java").
 *
 * <p>The batches are decoded, encoded and signed as any other, but no PUT leaves the process. They have a consumer and a client of their
 * own: what a restored environment must not share with others, credentials and connections, is none of the handler's. So nothing
 * has to be renewed after a restore.
 */
final class Priming implements Resource {

    private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";
    private static final String SNAPSHOT = "snap-start";

    /** The first compiler takes up a method that was called 200 times, or has gone round a loop as often as some thousand bytes have. */
    private static final int ROUNDS = 10;

    private static final int EVENTS = 100;

    private static final String EVENT = """
            {"metadata": {"uuid": "%d", "section": %s},
             "payload": {"userid": "1", "email_id": "nobody@example.com", "contact": "1", "session_time": "1.5",
                         "legacy_account": "nan", "membership_status": "active", "is_cart_empty": "False", "sys_type": "none",
                         "menuitem": [{"value": "New", "onclick": "New()"}], "text": {"data": "\\u00e9", "size": 1}}}""";

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
            registered = new Priming(config, S3ObjectStore::toNowhere, LambdaRuntime.getLogger());
            Core.getGlobalContext().register(registered);
        }
    }

    /** Never fails: a function that isn't primed works, too. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            prime();
        } catch (Exception | LinkageError failure) {
            log.log(BatchLog.unprimed(failure));
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing of what is primed is used again.
    }

    private void prime() throws IOException, StoreException, GeneralSecurityException {
        var alone =
                new ConsumerConfig(config.lakeBucket(), config.failedBucket(), config.format(), config.sections(), 1);
        var consumer = new Consumer(alone, nowhere.get());
        var invocation = invocation().getBytes(UTF_8);
        for (int round = 0; round < ROUNDS; round++) {
            var batch = InvocationReader.read(new ByteArrayInputStream(invocation));
            var summary = consumer.consume(batch, () -> Duration.ofMinutes(1));
            BatchLog.stored("", batch, summary, 0);
        }
        // Of TLS what needs no other side: its classes, and the certificates that are trusted.
        SSLContext.getDefault();
    }

    /** A batch of one shard: events of a section that the stack takes, and something that is no event. */
    private String invocation() {
        var section = config.sections().isEmpty() ? "Electronics" : new TreeSet<>(config.sections()).first();
        var records = new StringJoiner(",", "{\"Records\":[", "]}");
        records.add(record(0, "{"));
        for (int i = 1; i <= EVENTS; i++) {
            records.add(record(i, EVENT.formatted(i, quoted(section))));
        }
        return records.toString();
    }

    private static String quoted(String section) {
        return '"' + section.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String record(int index, String data) {
        return """
                {"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000000:%1$d","eventName":"aws:kinesis:record",\
                "kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1","sequenceNumber":"%1$d","data":"%2$s",\
                "approximateArrivalTimestamp":1700000000.123}}""".formatted(index, Base64.getEncoder().encodeToString(data.getBytes(UTF_8)));
    }
}
