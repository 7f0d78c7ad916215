package dev.kinesislake.lab.aws.lambda;

import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import dev.kinesislake.lab.aws.lambda.Invoker.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Where a function runs, one invocation at a time: a JVM of its own. */
final class ExecutionEnvironment implements AutoCloseable {

    /** "Understanding the Lambda execution environment lifecycle": the Init phase, after which the first invocation's time runs. */
    private static final Duration INIT_LIMIT = Duration.ofSeconds(10);

    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final FunctionSpec spec;
    private final InstantSource clock;
    private final InvocationLog log;
    private final Spool spool;
    private final RuntimeApi api;
    private final Process process;
    private final CompletableFuture<Process> exit;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long started = System.nanoTime();
    private boolean fresh = true;
    private volatile boolean warm = true;

    ExecutionEnvironment(RuntimeClient client, FunctionSpec spec, String logStream, Path scratch, InstantSource clock)
            throws IOException {
        this.spec = spec;
        this.clock = clock;
        this.log = new InvocationLog(spec, logStream);
        var command = new ProcessBuilder(JvmCommand.of(client, spec, scratch));
        spool = new Spool(scratch);
        api = new RuntimeApi(spec);
        var variables = command.environment();
        variables.clear();
        variables.putAll(FunctionVariables.of(spec, logStream));
        variables.put("AWS_LAMBDA_RUNTIME_API", api.hostAndPort());
        // This machine may not have the locale that LANG names.
        variables.putIfAbsent("LC_ALL", "C.UTF-8");
        command.directory(spec.code().folder().toFile());
        command.redirectErrorStream(true).redirectOutput(spool.target());
        try {
            process = command.start();
        } catch (IOException failed) {
            api.close();
            spool.close();
            throw failed;
        }
        exit = process.onExit();
    }

    /** What it was made from. */
    FunctionSpec spec() {
        return spec;
    }

    /** Whether it can take another invocation. */
    boolean isWarm() {
        return warm && process.isAlive();
    }

    /** Runs the handler; never called by two threads at once. An interrupt leaves the environment unfit for another invocation. */
    Outcome run(String requestId, byte[] event) throws InterruptedException {
        var init = fresh;
        fresh = false;
        var notReady = awaitAsking(requestId, INIT_LIMIT.plus(spec.timeout()));
        if (init) {
            log.lines(spool.take());
        }
        log.start(requestId);
        var initTook = init && notReady == null ? Duration.ofNanos(api.asking().join() - started) : null;
        var from = System.nanoTime();
        var outcome = notReady == null ? hand(requestId, event) : notReady;
        var took = Duration.ofNanos(System.nanoTime() - from);
        if (outcome instanceof Failed) {
            // After some errors the runtime asks for more, after others it exits: only then is it known which.
            warm = notReady == null && isWarm() && awaitAsking(requestId, INIT_LIMIT) == null;
        }
        var memory = maxMemoryMb();
        if (!warm) {
            kill();
        }
        log.lines(spool.take());
        log.end(outcome, clock.instant(), took, initTook, memory);
        return outcome;
    }

    private Outcome hand(String requestId, byte[] event) throws InterruptedException {
        var outcome = api.submit(requestId, event, clock.instant().plus(spec.timeout()));
        if (!await(spec.timeout(), outcome, exit)) {
            warm = false;
            return Failures.timedOut(requestId, spec.timeout());
        }
        return outcome.isDone() ? outcome.join() : Failures.exited(requestId, process.exitValue());
    }

    /** Null when the runtime asks for an invocation, otherwise why it never will. */
    private @Nullable Failed awaitAsking(String requestId, Duration atMost) throws InterruptedException {
        if (!await(atMost, api.asking(), api.initError(), exit)) {
            return Failures.timedOut(requestId, spec.timeout());
        }
        if (api.initError().isDone()) {
            var error = api.initError().join();
            return new Failed(requestId, error.errorType(), error.message());
        }
        return api.asking().isDone() ? null : Failures.exited(requestId, process.exitValue());
    }

    private static boolean await(Duration atMost, CompletableFuture<?>... any) throws InterruptedException {
        try {
            CompletableFuture.anyOf(any).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The peak of the process's resident memory, where the system tells it. */
    private @Nullable Integer maxMemoryMb() {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | UncheckedIOException gone) {
            return null;
        }
    }

    /** The JDK's thread that waits for the process may be dead itself, after an OutOfMemoryError, and would never tell. */
    private void kill() {
        process.destroyForcibly();
        try {
            exit.get(KILL_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException untold) {
            // The kill was sent: the system ends the process.
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it, and an invocation in it. Can be called at any time, by any thread, more than once. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            warm = false;
            kill();
            api.close();
            log.lines(spool.take());
            spool.close();
        }
    }
}
