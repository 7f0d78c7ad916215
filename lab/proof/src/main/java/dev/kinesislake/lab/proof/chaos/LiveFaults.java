package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.aws.s3.ConnectionReset;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.aws.s3.S3Call;
import dev.kinesislake.lab.aws.s3.S3Errors;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The faults of live scenarios: the plan says which of the function's PUTs are struck, counted from 1 as they arrive. */
public final class LiveFaults implements Faults {

    private static final Duration SLOW = Duration.ofSeconds(2);

    /** Longer than the function waits for an answer. */
    private static final Duration SILENCE = Duration.ofSeconds(12);

    private final Map<String, Long> struck = new TreeMap<>();
    private static final ThreadLocal<@Nullable LiveFault> PENDING = new ThreadLocal<>();

    private Map<Integer, LiveFault> plan = Map.of();
    private int puts;

    /** From now on, PUTs are counted anew. */
    synchronized void plan(Map<Integer, LiveFault> faults) {
        plan = Map.copyOf(faults);
        puts = 0;
    }

    /** What has struck, by kind, since the last time it was asked for. */
    synchronized Map<String, Long> takeStruck() {
        var taken = Map.copyOf(struck);
        struck.clear();
        return taken;
    }

    @Override
    public void on(Moment moment, S3Call call) {
        if (!call.action().equals("s3:PutObject") || call.key().startsWith(LakeLayout.UNPROCESSED_PREFIX)) {
            return;
        }
        if (moment == Moment.BEFORE) {
            var fault = next();
            if (fault != null) {
                PENDING.set(fault);
                before(fault);
            }
        } else {
            var fault = PENDING.get();
            if (fault != null) {
                PENDING.remove();
                after(fault);
            }
        }
    }

    private synchronized @Nullable LiveFault next() {
        var fault = plan.get(++puts);
        if (fault != null) {
            struck.merge("PUT: " + fault.words(), 1L, Long::sum);
        }
        return fault;
    }

    private static void before(LiveFault fault) {
        switch (fault) {
            case ERROR_500 -> throw S3Errors.internalError();
            case SLOW_DOWN -> throw S3Errors.slowDown();
            case RESET -> throw new ConnectionReset();
            case SILENT -> {
                wait(SILENCE);
                throw new ConnectionReset();
            }
            case KILLED -> {
                killFunctions();
                throw new ConnectionReset();
            }
            case SLOW -> wait(SLOW);
            case ERROR_500_STORED, RESET_STORED, SILENT_STORED, KILLED_STORED -> {
                // strikes afterwards
            }
        }
    }

    private static void after(LiveFault fault) {
        switch (fault) {
            case ERROR_500_STORED -> throw S3Errors.internalError();
            case RESET_STORED -> throw new ConnectionReset();
            case SILENT_STORED -> {
                wait(SILENCE);
                throw new ConnectionReset();
            }
            case KILLED_STORED -> {
                killFunctions();
                throw new ConnectionReset();
            }
            case ERROR_500, SLOW_DOWN, RESET, SILENT, KILLED, SLOW -> {
                // struck before
            }
        }
    }

    /** {@code kill -9} for all that the local Lambda runs of this process. */
    private static void killFunctions() {
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("local.lambda.RuntimeStart"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static void wait(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
