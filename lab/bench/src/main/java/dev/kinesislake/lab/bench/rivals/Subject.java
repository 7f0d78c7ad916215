package dev.kinesislake.lab.bench.rivals;

import com.amazonaws.services.lambda.runtime.Context;
import dev.kinesislake.lab.proof.chaos.FunctionContext;

/** Something that handles the batches of a workload. */
public interface Subject {

    /** What every invocation is told: there is time enough. */
    Context CONTEXT = new FunctionContext("bench", () -> 600_000);

    /** Handles a batch to its end. */
    void handle(int batch) throws Exception;
}
