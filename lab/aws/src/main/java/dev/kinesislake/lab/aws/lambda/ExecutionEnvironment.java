package dev.kinesislake.lab.aws.lambda;

/** Where a function runs, one invocation at a time. */
interface ExecutionEnvironment extends AutoCloseable {

    /** What it was made from. */
    FunctionSpec spec();

    /** Runs the handler; never called by two threads at once. An interrupt leaves the environment unfit for another invocation. */
    Invoker.Outcome run(String requestId, byte[] event) throws InterruptedException;

    /** Whether it can take another invocation. */
    boolean isWarm();

    /** Ends it, and an invocation in it. Can be called at any time, by any thread, more than once. */
    @Override
    void close();
}
