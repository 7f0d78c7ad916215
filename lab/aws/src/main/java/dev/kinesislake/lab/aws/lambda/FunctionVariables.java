package dev.kinesislake.lab.aws.lambda;

import java.util.Map;
import java.util.TreeMap;

/** The environment variables that a function sees: the declared ones, and those that Lambda defines. */
final class FunctionVariables {

    private FunctionVariables() {}

    /** "Working with Lambda environment variables", defined runtime environment variables. */
    static Map<String, String> of(FunctionSpec spec, String logStream) {
        var variables = new TreeMap<String, String>();
        variables.put("LANG", "en_US.UTF-8");
        variables.put("TZ", ":UTC");
        variables.putAll(spec.environment());
        variables.put("_HANDLER", spec.handler());
        variables.put("AWS_REGION", spec.region());
        variables.put("AWS_DEFAULT_REGION", spec.region());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
        variables.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMb()));
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", LambdaFunction.VERSION);
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", spec.logs().name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
        variables.put("LAMBDA_TASK_ROOT", spec.code().folder().toString());
        variables.put("AWS_ACCESS_KEY_ID", spec.credentials().accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", spec.credentials().secretAccessKey());
        var token = spec.credentials().sessionToken();
        if (token != null) {
            variables.put("AWS_SESSION_TOKEN", token);
        }
        variables.putAll(spec.endpoints());
        return variables;
    }
}
