package dev.kinesislake.lab.aws.lambda;

import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import java.time.Duration;
import java.util.Locale;

/** The errors that Lambda itself reports, in its words: what a caller of the Invoke API gets as {@code errorType} and {@code errorMessage}. */
final class Failures {

    /** Invocation payload, request and response alike: the 6 MB of "Lambda quotas" as Lambda counts them. */
    static final int MAX_PAYLOAD_BYTES = 6_291_556;

    static final String TIMED_OUT = "Sandbox.Timedout";
    static final String RUNTIME_EXIT = "Runtime.ExitError";

    private Failures() {}

    static Failed timedOut(String requestId, Duration timeout) {
        return new Failed(requestId, TIMED_OUT, "RequestId: " + requestId + " Error: " + taskTimedOut(timeout));
    }

    static String taskTimedOut(Duration timeout) {
        return String.format(Locale.ROOT, "Task timed out after %.2f seconds", timeout.toMillis() / 1000.0);
    }

    static Failed exited(String requestId, int status) {
        var reason =
                switch (status) {
                    case 0 -> "Runtime exited without providing a reason";
                    case 128 + 9 -> "Runtime exited with error: signal: killed";
                    default -> "Runtime exited with error: exit status " + status;
                };
        return new Failed(requestId, RUNTIME_EXIT, "RequestId: " + requestId + " Error: " + reason);
    }

    static Failed requestTooLarge(String requestId) {
        return new Failed(
                requestId,
                "RequestEntityTooLargeException",
                "Request must be smaller than " + MAX_PAYLOAD_BYTES + " bytes for the InvokeFunction operation");
    }

    static Failed responseTooLarge(String requestId) {
        return new Failed(
                requestId,
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (" + MAX_PAYLOAD_BYTES + " bytes).");
    }

    static Failed notFound(String requestId, String functionArn) {
        return new Failed(requestId, "ResourceNotFoundException", "Function not found: " + functionArn);
    }
}
