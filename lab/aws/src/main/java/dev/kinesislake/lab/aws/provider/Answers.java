package dev.kinesislake.lab.aws.provider;

import dev.kinesislake.lab.aws.resources.ResourceException;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers a call, with a message for a person where it fails. */
final class Answers {

    private static final System.Logger LOG = System.getLogger(Answers.class.getName());

    private Answers() {}

    static <T> void give(StreamObserver<T> caller, Supplier<T> answer) {
        T given;
        try {
            given = answer.get();
        } catch (ResourceException | IllegalArgumentException refused) {
            fail(caller, Status.INVALID_ARGUMENT, String.valueOf(refused.getMessage()));
            return;
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "a call of Pulumi's engine failed", failed);
            fail(caller, Status.INTERNAL, failed.getMessage() == null ? failed.toString() : failed.getMessage());
            return;
        }
        caller.onNext(given);
        caller.onCompleted();
    }

    static void fail(StreamObserver<?> caller, Status status, String message) {
        caller.onError(status.withDescription(message).asRuntimeException());
    }
}
