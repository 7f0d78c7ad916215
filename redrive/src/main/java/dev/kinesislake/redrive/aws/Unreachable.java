package dev.kinesislake.redrive.aws;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Names the bucket that doesn't exist, or the resource and the endpoint that can't be reached: the SDK's messages name none of them. */
final class Unreachable implements ExecutionInterceptor {

    /** How requests name their resource: member by kind. */
    private static final Map<String, String> RESOURCES =
            Map.of("Bucket", "bucket", "StreamName", "stream", "FunctionName", "function");

    @Override
    public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes attributes) {
        if (failed.exception() instanceof NoSuchBucketException) {
            return NoSuchBucketException.builder()
                    .message("there is no " + resource(failed.request()))
                    .cause(failed.exception())
                    .build();
        }
        var broken = connection(failed.exception());
        if (broken == null) {
            return failed.exception();
        }
        var endpoint = failed.httpRequest()
                .map(request -> request.protocol() + "://" + request.host() + ":" + request.port())
                .orElse("its endpoint");
        return SdkClientException.create(
                "the " + resource(failed.request()) + " can't be reached at " + endpoint + ": " + broken,
                failed.exception());
    }

    private static String resource(SdkRequest request) {
        for (var member : RESOURCES.entrySet()) {
            var name = request.getValueForField(member.getKey(), String.class);
            if (name.isPresent()) {
                return member.getValue() + " " + name.get();
            }
        }
        return "service";
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
