package dev.kinesislake.lab.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** What this project relies on at Lambda, as far as it can be seen without deploying a function. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LambdaContractIT {

    private static final String FUNCTION = "LAKE_CONTRACT_FUNCTION";

    private Endpoint endpoint;
    private LambdaClient lambda;

    @BeforeAll
    void open(@TempDir Path folder) {
        endpoint = Endpoint.open(folder);
        lambda = endpoint.lambda();
    }

    @AfterAll
    void close() {
        endpoint.close();
    }

    @Test
    @DisplayName("a function that doesn't exist is not found")
    void notFound() {
        var missing = Endpoint.uniqueName();

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() ->
                        lambda.invoke(invoke -> invoke.functionName(missing).payload(SdkBytes.fromUtf8String("{}"))))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(404));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> lambda.getFunctionConfiguration(get -> get.functionName(missing)));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = FUNCTION, matches = ".+", disabledReason = FUNCTION + " names no function")
    @DisplayName("the deployed function answers an empty batch with no failures")
    void emptyBatch() {
        var answer = lambda.invoke(invoke ->
                invoke.functionName(System.getenv(FUNCTION)).payload(SdkBytes.fromUtf8String("{\"Records\":[]}")));

        assertThat(answer.functionError()).isNull();
        assertThat(answer.payload().asUtf8String()).isEqualTo("{\"batchItemFailures\":[]}");
    }
}
