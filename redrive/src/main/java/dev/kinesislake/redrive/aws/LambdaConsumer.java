package dev.kinesislake.redrive.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.send.LakeConsumer;
import dev.kinesislake.redrive.send.PartialResponse;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;

/** The consumer as a function of Lambda. */
public final class LambdaConsumer implements LakeConsumer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LambdaClient lambda;
    private final String function;

    public LambdaConsumer(LambdaClient lambda, String function) {
        this.lambda = lambda;
        this.function = function;
    }

    /**
     * How the consumer is configured.
     *
     * @throws RedriveException if that function is none of this project's
     */
    public ConsumerConfig config() {
        var environment = lambda.getFunctionConfiguration(get -> get.functionName(function))
                .environment();
        try {
            return ConsumerConfig.fromEnvironment(environment == null ? Map.of() : environment.variables());
        } catch (IllegalStateException wrong) {
            throw new RedriveException("function " + function + " is no consumer: " + wrong.getMessage(), wrong);
        }
    }

    /** How long an invocation may take. */
    public Duration timeout() {
        return Duration.ofSeconds(lambda.getFunctionConfiguration(get -> get.functionName(function))
                .timeout());
    }

    @Override
    public Answer consume(byte[] batch) {
        InvokeResponse answer;
        try {
            answer = lambda.invoke(invoke -> invoke.functionName(function)
                    .invocationType(InvocationType.REQUEST_RESPONSE)
                    .payload(SdkBytes.fromByteArrayUnsafe(batch)));
        } catch (RequestTooLargeException tooLarge) {
            return new NotStored("Lambda takes no invocation of " + batch.length + " bytes");
        }
        if (answer.functionError() != null) {
            return new NotStored("the function failed: " + errorType(answer.payload()));
        }
        return PartialResponse.read(answer.payload().asByteArrayUnsafe());
    }

    private static String errorType(SdkBytes payload) {
        return read(payload).path("errorType").asText("unknown error");
    }

    private static JsonNode read(SdkBytes payload) {
        try {
            return JSON.readTree(payload.asString(UTF_8));
        } catch (JsonProcessingException noJson) {
            return JSON.missingNode();
        }
    }
}
