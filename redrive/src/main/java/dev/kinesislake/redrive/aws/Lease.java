package dev.kinesislake.redrive.aws;

import dev.kinesislake.redrive.send.Deadline;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Keeps a request from leaving this machine once its time is over. It's asked after the request is signed: one that is held up any later
 * carries an old signature, which AWS refuses.
 */
public final class Lease implements ExecutionInterceptor {

    static final ExecutionAttribute<Deadline> UNTIL = new ExecutionAttribute<>("redrive-until");

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        var until = attributes.getAttribute(UNTIL);
        if (until != null && until.isOver()) {
            throw new Over();
        }
    }

    static boolean isOver(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Over) {
                return true;
            }
        }
        return false;
    }

    private static final class Over extends RuntimeException {

        Over() {
            super("too late");
        }
    }
}
