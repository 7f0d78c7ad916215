package dev.kinesislake.lab.aws.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function, run as Lambda's managed runtime runs it: each invocation has an execution environment of its own, which is kept warm
 * for the next one. It must be closed: its environments live until then.
 *
 * <p>What Lambda itself refuses or ends is a {@link Invoker.Failed}, too. An {@link UncheckedIOException} means that this machine
 * can't start an environment or write a log.
 */
public final class LambdaFunction implements Invoker, AutoCloseable {

    /** What runs is the function as it is: nothing publishes versions here. */
    public static final String VERSION = "$LATEST";

    private final RuntimeClient client;
    private final Path scratch;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final Semaphore concurrency;

    private final Object lock = new Object();
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private final Set<ExecutionEnvironment> all = new HashSet<>();
    private FunctionSpec spec;
    private boolean closed;

    /**
     * @param maxConcurrency how many invocations may run at the same time; one more waits for its turn
     * @param scratch a folder for files that live no longer than the function
     * @param ids of requests and log streams
     */
    public LambdaFunction(
            FunctionSpec spec,
            RuntimeClient client,
            int maxConcurrency,
            Path scratch,
            Clock clock,
            Supplier<UUID> ids) {
        this.spec = spec;
        this.client = client;
        // The environments have other working directories.
        this.scratch = scratch.toAbsolutePath();
        this.clock = clock;
        this.ids = ids;
        this.concurrency = new Semaphore(maxConcurrency, true);
    }

    public FunctionSpec spec() {
        synchronized (lock) {
            return spec;
        }
    }

    /** From now on, invocations run in environments made from this; those that have begun end where they are. */
    public void update(FunctionSpec newSpec) {
        List<ExecutionEnvironment> outdated;
        synchronized (lock) {
            spec = newSpec;
            outdated = new ArrayList<>(idle);
            idle.clear();
            all.removeAll(outdated);
        }
        outdated.forEach(ExecutionEnvironment::close);
    }

    @Override
    public Outcome invoke(byte[] event) throws InterruptedException {
        var requestId = ids.get().toString();
        if (event.length > Failures.MAX_PAYLOAD_BYTES) {
            return Failures.requestTooLarge(requestId);
        }
        concurrency.acquire();
        try {
            var environment = acquire();
            if (environment == null) {
                return Failures.notFound(requestId, spec().arn());
            }
            var ended = false;
            try {
                var outcome = environment.run(requestId, event);
                ended = true;
                return outcome;
            } finally {
                release(environment, ended);
            }
        } finally {
            concurrency.release();
        }
    }

    /** Ends all environments, and invocations with them. Whoever invokes the function afterwards learns that there is none. */
    @Override
    public void close() {
        List<ExecutionEnvironment> remaining;
        synchronized (lock) {
            closed = true;
            remaining = new ArrayList<>(all);
            all.clear();
            idle.clear();
        }
        remaining.forEach(ExecutionEnvironment::close);
    }

    /** A warm environment or a new one; null when the function is closed. */
    private @Nullable ExecutionEnvironment acquire() {
        FunctionSpec current;
        synchronized (lock) {
            for (var warm = idle.poll(); warm != null; warm = idle.poll()) {
                if (warm.isWarm()) {
                    return warm;
                }
                all.remove(warm);
                warm.close();
            }
            if (closed) {
                return null;
            }
            current = spec;
        }
        var started = start(current);
        synchronized (lock) {
            if (!closed) {
                all.add(started);
                return started;
            }
        }
        started.close();
        return null;
    }

    private void release(ExecutionEnvironment environment, boolean ended) {
        synchronized (lock) {
            if (ended && !closed && environment.spec().equals(spec) && environment.isWarm()) {
                idle.push(environment);
                return;
            }
            all.remove(environment);
        }
        environment.close();
    }

    private ExecutionEnvironment start(FunctionSpec current) {
        var day = DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
        var stream = day.format(clock.instant()) + "/[" + VERSION + "]"
                + ids.get().toString().replace("-", "");
        try {
            return new ExecutionEnvironment(client, current, stream, scratch, clock);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "function " + current.name() + " can't be started: " + failed.getMessage(), failed);
        }
    }
}
