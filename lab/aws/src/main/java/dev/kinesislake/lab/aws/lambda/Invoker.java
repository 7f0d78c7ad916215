package dev.kinesislake.lab.aws.lambda;

/** Invokes a function synchronously. Safe for use by many threads: each invocation has an execution environment of its own. */
@FunctionalInterface
public interface Invoker {

    /**
     * Runs the handler on an event and waits for its end.
     *
     * @param event the invocation's payload, JSON
     */
    Outcome invoke(byte[] event) throws InterruptedException;

    /** What came of an invocation. */
    sealed interface Outcome {

        /** Lambda's id of the request. */
        String requestId();
    }

    /**
     * The handler returned.
     *
     * @param payload what it returned, JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
    record Returned(String requestId, byte[] payload) implements Outcome {}

    /**
     * The handler threw, ran out of its time or memory, or its JVM died.
     *
     * @param errorType such as {@code Runtime.ExitError} or an exception's class
     */
    record Failed(String requestId, String errorType, String message) implements Outcome {}
}
