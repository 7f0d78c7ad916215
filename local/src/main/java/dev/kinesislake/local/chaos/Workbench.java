package dev.kinesislake.local.chaos;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.config.Format;
import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.local.events.GeneratedEvents;
import dev.kinesislake.local.lambda.Invoker.Failed;
import dev.kinesislake.local.lambda.Invoker.Outcome;
import dev.kinesislake.local.lambda.Invoker.Returned;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The function in this process, with its own handler and its own object store, whose PUTs end in a simulated S3. It takes one
 * invocation at a time, and lasts for any number of stories.
 */
final class Workbench {

    static final String LAKE = "lake";
    static final String FAILED = "failed";

    /** As many PUTs at a time as the function ever has, so that the faults can strike any of them. */
    private static final int PUT_PARALLELISM = 64;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AWS_REGION",
            "eu-central-1",
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test",
            "AWS_ENDPOINT_URL_S3",
            "https://s3.simulated");

    static final Set<String> SECTIONS = Set.copyOf(GeneratedEvents.SECTIONS);

    private static final Duration ANSWER_TIME = Duration.ofSeconds(1);

    private final Map<Format, List<RequestStreamHandler>> versions = new EnumMap<>(Format.class);
    private @Nullable Running running;
    private int version;

    /** An invocation under way. */
    private record Running(Stage stage, SimulatedS3 s3, PutPlan plan) {}

    Workbench(FunctionOf function) {
        var store = S3ObjectStore.withoutWaits(new InProcessHttp(this::put), ENVIRONMENT);
        for (var format : Format.values()) {
            var config = new ConsumerConfig(LAKE, FAILED, format, SECTIONS, PUT_PARALLELISM);
            versions.put(format, List.of(function.make(config, store), function.make(config, store)));
        }
    }

    /** From the next invocation on, another instance of the function answers. */
    void update() {
        version++;
    }

    Outcome invoke(Format format, byte[] event, String requestId, Stage stage, SimulatedS3 s3, PutPlan plan) {
        var begun = new Running(stage, s3, plan);
        begin(begun);
        try {
            var out = new ByteArrayOutputStream();
            var context = new FunctionContext(requestId, () -> (int) Settings.TIMEOUT.toMillis());
            handler(format).handleRequest(new ByteArrayInputStream(event), out, context);
            var death = plan.death();
            return death == null
                    ? new Returned(requestId, out.toByteArray())
                    : new Failed(requestId, death.death().errorType(), death.words());
        } catch (IOException | RuntimeException | OutOfMemoryError thrown) {
            return new Failed(requestId, thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
        } finally {
            begin(null);
        }
    }

    private RequestStreamHandler handler(Format format) {
        var instances = versions.getOrDefault(format, List.of());
        return instances.get(version % instances.size());
    }

    private synchronized void begin(@Nullable Running invocation) {
        running = invocation;
    }

    private synchronized Running running() {
        if (running == null) {
            throw new IllegalStateException("the function sends a PUT after its answer");
        }
        return running;
    }

    private int put(String bucket, String key, byte[] body) throws IOException {
        var invocation = running();
        var name = bucket + "/" + key;
        var plan = invocation.plan();
        var s3 = invocation.s3();
        var now = invocation.stage().instant();
        var fate = plan.next(name);
        long arrival = s3.arrive();
        if (fate == null) {
            if (plan.isStoredAtDeath(name)) {
                s3.store(bucket, key, body, arrival, now);
            }
            throw new IllegalStateException("the process has died");
        }
        if (plan.taken(name).compareTo(Settings.TIMEOUT.minus(ANSWER_TIME)) > 0) {
            throw new InterruptedIOException("the invocation's time is over");
        }
        if (fate.stores()) {
            s3.store(bucket, key, body, arrival, now.plus(plan.taken(name)));
        }
        return switch (fate) {
            case STORED, SLOW -> 200;
            case ERROR_500, ERROR_500_STORED -> 500;
            case SLOW_DOWN -> 503;
            case DENIED -> 403;
            case RESET, RESET_STORED -> throw new SocketException("Connection reset");
            case SILENT, SILENT_STORED -> throw new SocketTimeoutException("Read timed out");
            case SILENT_LATE -> {
                var late = now.plus(plan.taken(name)).plus(fate.takes());
                invocation.stage().at(late, () -> s3.store(bucket, key, body, arrival, late));
                throw new SocketTimeoutException("Read timed out");
            }
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("a planned fault");
        };
    }
}
