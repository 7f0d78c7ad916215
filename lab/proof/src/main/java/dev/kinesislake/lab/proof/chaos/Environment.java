package dev.kinesislake.lab.proof.chaos;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import dev.kinesislake.lab.aws.lambda.Invoker.Outcome;
import dev.kinesislake.lab.aws.lambda.Invoker.Returned;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** An execution environment of the function, which takes one invocation at a time. */
final class Environment {

    private final RequestStreamHandler handler;
    private final int number;
    private boolean busy;
    private boolean dead;

    /** @param number counted from 0, among those of the same function */
    Environment(RequestStreamHandler handler, int number) {
        this.handler = handler;
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean isFree() {
        return !busy;
    }

    boolean isDead() {
        return dead;
    }

    void take() {
        busy = true;
    }

    /** Runs an invocation to its end on the current thread. */
    void run(Invocation invocation, byte[] event, String requestId) {
        invocation.work(() -> invocation.end(outcome(invocation, event, requestId)));
        dead = invocation.hasDied();
        busy = false;
    }

    private Outcome outcome(Invocation invocation, byte[] event, String requestId) {
        try {
            var out = new ByteArrayOutputStream();
            var context = new FunctionContext(
                    requestId, () -> (int) invocation.timeLeft().toMillis());
            handler.handleRequest(new ByteArrayInputStream(event), out, context);
            return new Returned(requestId, out.toByteArray());
        } catch (IOException | RuntimeException | Error thrown) {
            return new Failed(requestId, thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
        }
    }
}
