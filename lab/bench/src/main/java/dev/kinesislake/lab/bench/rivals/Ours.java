package dev.kinesislake.lab.bench.rivals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.Handler;
import dev.kinesislake.function.HandlerParts;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.config.PersonalConfig;
import dev.kinesislake.function.personal.PersonalKeys;
import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.ParallelPuts;
import dev.kinesislake.lab.bench.work.S3Process;
import dev.kinesislake.lab.bench.work.Workload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;

/** Our handler, as Lambda calls it. */
public final class Ours implements Subject {

    /** The configuration that it's measured with: the defaults of {@code Pulumi.yaml}. */
    public static final ConsumerConfig CONFIG = new ConsumerConfig(S3Process.LAKE, S3Process.FAILED, Set.of(), 16);

    private static final String ALL_STORED = "{\"batchItemFailures\":[]}";

    private final Workload workload;
    private final Handler handler;

    public Ours(Workload workload, ObjectStore store) {
        this.workload = workload;
        this.handler = new Handler(CONFIG, parts(store));
    }

    /** With members that are treated. */
    public Ours(Workload workload, ObjectStore store, PersonalConfig personal) {
        this.workload = workload;
        var config = new ConsumerConfig(
                CONFIG.lakeBucket(), CONFIG.failedBucket(), CONFIG.sections(), CONFIG.putParallelism(), personal);
        var hmac = PersonalKeys.create(new SecureRandom()).hmac();
        this.handler = new Handler(config, parts(store).withHmac(hmac));
    }

    private static HandlerParts parts(ObjectStore store) {
        return HandlerParts.of(new ParallelPuts(store, CONFIG.putParallelism()), Clock.systemUTC());
    }

    @Override
    public void handle(int batch) throws IOException {
        handle(workload.invocations().get(batch));
    }

    /** Handles an invocation. */
    public void handle(byte[] invocation) throws IOException {
        var answer = answer(invocation);
        if (!answer.equals(ALL_STORED)) {
            throw new IllegalStateException("our handler answered " + answer);
        }
    }

    /** Handles an invocation that may be too much for one, and returns the response. */
    public String answer(byte[] invocation) throws IOException {
        var response = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(invocation), response, CONTEXT);
        return response.toString(UTF_8);
    }
}
