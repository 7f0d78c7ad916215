package dev.kinesislake.redrive.aws;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Names bucket and endpoint where S3 can't be reached: the SDK's message names neither. */
final class UnreachableBucket implements ExecutionInterceptor {

    @Override
    public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes attributes) {
        var broken = connection(failed.exception());
        if (broken == null) {
            return failed.exception();
        }
        var bucket = failed.request().getValueForField("Bucket", String.class).orElse("?");
        var endpoint = failed.httpRequest()
                .map(request -> request.protocol() + "://" + request.host() + ":" + request.port())
                .orElse("S3");
        return SdkClientException.create(
                "the bucket " + bucket + " can't be reached at " + endpoint + ": " + broken, failed.exception());
    }

    private static @Nullable IOException connection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken) {
                return broken;
            }
        }
        return null;
    }
}
