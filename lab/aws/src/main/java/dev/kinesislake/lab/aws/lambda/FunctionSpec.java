package dev.kinesislake.lab.aws.lambda;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a function is made from.
 *
 * @param arn {@code arn:aws:lambda:<region>:<account>:function:<name>}
 * @param handler {@code package.Class} or {@code package.Class::method}
 * @param environment the declared variables, and only those
 * @param memoryMb 128 to 10240
 * @param timeout of one invocation, 1 to 900 s
 * @param credentials of the function's role
 * @param endpoints what else the AWS clients in the function need, such as {@code AWS_ENDPOINT_URL_S3}; these variables win over
 *     all others
 * @param logs where its log streams go
 */
public record FunctionSpec(
        String arn,
        String handler,
        CodePackage code,
        Map<String, String> environment,
        int memoryMb,
        Duration timeout,
        Credentials credentials,
        Map<String, String> endpoints,
        LogGroup logs) {

    /** "Working with Lambda environment variables", reserved ones. */
    private static final Set<String> RESERVED = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_DEFAULT_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "LAMBDA_RUNTIME_DIR",
            "LAMBDA_TASK_ROOT");

    /** @throws IllegalArgumentException if Lambda would refuse one of these values, or the package has no such handler */
    public FunctionSpec {
        environment = Map.copyOf(environment);
        endpoints = Map.copyOf(endpoints);
        if (!arn.matches("arn:[^:]+:lambda:[^:]+:[^:]+:function:[a-zA-Z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "function ARN " + arn + ": allowed is arn:aws:lambda:<region>:<account>:function:<name>");
        }
        if (memoryMb < 128 || memoryMb > 10_240) {
            throw new IllegalArgumentException("memory of " + arn + " is " + memoryMb + " MB, allowed is 128 to 10240");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofSeconds(900)) > 0) {
            throw new IllegalArgumentException(
                    "timeout of " + arn + " is " + timeout + ", allowed is 1 to 900 seconds");
        }
        var reserved = new TreeSet<>(environment.keySet());
        reserved.retainAll(RESERVED);
        if (!reserved.isEmpty()) {
            throw new IllegalArgumentException("environment of " + arn + " has reserved variables: " + reserved);
        }
        code.requireHandler(handler);
    }

    public String name() {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    String region() {
        return arn.split(":", -1)[3];
    }
}
