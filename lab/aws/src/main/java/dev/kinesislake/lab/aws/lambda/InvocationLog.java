package dev.kinesislake.lab.aws.lambda;

import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import dev.kinesislake.lab.aws.lambda.Invoker.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lines that Lambda adds to an environment's log stream: "Monitoring and debugging Lambda functions", in its text format. */
final class InvocationLog {

    private final FunctionSpec spec;
    private final String stream;

    InvocationLog(FunctionSpec spec, String stream) {
        this.spec = spec;
        this.stream = stream;
    }

    void lines(List<String> lines) {
        if (!lines.isEmpty()) {
            spec.logs().put(stream, lines);
        }
    }

    void start(String requestId) {
        lines(List.of("START RequestId: " + requestId + " Version: " + LambdaFunction.VERSION));
    }

    /**
     * @param took from the handing over of the event on
     * @param init how long the environment's start took, with its first invocation only
     * @param maxMemoryMb the most that the environment ever used, where it's known
     */
    void end(Outcome outcome, Instant now, Duration took, @Nullable Duration init, @Nullable Integer maxMemoryMb) {
        var id = outcome.requestId();
        var lines = new ArrayList<String>();
        var status = "";
        if (outcome instanceof Failed failed) {
            if (failed.errorType().equals(Failures.TIMED_OUT)) {
                lines.add(now.truncatedTo(ChronoUnit.MILLIS) + " " + id + " " + Failures.taskTimedOut(spec.timeout()));
                status = "\tStatus: timeout";
            } else if (failed.errorType().equals(Failures.RUNTIME_EXIT)) {
                lines.add(failed.message());
                status = "\tStatus: error\tError Type: " + failed.errorType();
            }
        }
        lines.add("END RequestId: " + id);
        lines.add("REPORT RequestId: " + id + "\tDuration: " + millis(took) + "\tBilled Duration: "
                + (took.toNanos() + 999_999) / 1_000_000 + " ms\tMemory Size: " + spec.memoryMb() + " MB"
                + (maxMemoryMb == null ? "" : "\tMax Memory Used: " + maxMemoryMb + " MB")
                + (init == null ? "" : "\tInit Duration: " + millis(init)) + status);
        lines(lines);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
    }
}
