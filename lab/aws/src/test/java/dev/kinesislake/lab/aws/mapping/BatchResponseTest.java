package dev.kinesislake.lab.aws.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import dev.kinesislake.lab.aws.lambda.Invoker.Returned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResponseTest {

    /** Sequence numbers 1000, 1001, 1002. */
    private final Batch batch = Specs.batch(new FakeShard(FakeTime.standing(), Specs.SHARD).putAll("a", "b", "c"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "null",
                "\"\"",
                "[]",
                "{}",
                "{\"batchItemFailures\":null}",
                "{\"batchItemFailures\":[]}",
                "{\"other\":1}"
            })
    void anEmptyResponseMeansThatAllSucceeded(String response) {
        assertThat(read(response)).isEqualTo(new BatchResult.Succeeded());
    }

    @Test
    void theLowestOfTheReportedRecordsIsWhereTheBatchFailedFrom() {
        assertThat(read("{\"batchItemFailures\":[{\"itemIdentifier\":\"1002\"},{\"itemIdentifier\":\"1001\"}]}"))
                .isEqualTo(new BatchResult.FailedFrom(1));
        assertThat(read("{\"batchItemFailures\":[{\"itemIdentifier\":\"1001\"},{\"itemIdentifier\":\"1002\"}]}"))
                .isEqualTo(new BatchResult.FailedFrom(1));
        assertThat(read("{\"batchItemFailures\":[{\"itemIdentifier\":\"1000\"}]}"))
                .isEqualTo(new BatchResult.FailedFrom(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":1001}]}",
                "{\"batchItemFailures\":[{\"identifier\":\"1001\"}]}",
                "{\"batchItemFailures\":[\"1001\"]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"1001\"},{\"itemIdentifier\":\"999\"}]}",
                "{\"batchItemFailures\":\"1001\"}",
                "{\"batchItemFailures\":{}}",
                "{\"batchItemFailures\":[",
                "{} {}",
                "[1]",
                "\"done\"",
                "true",
                "7"
            })
    void aResponseThatIsNotUnderstoodFailsTheWholeBatch(String response) {
        assertThat(read(response)).isEqualTo(new BatchResult.Failed(false));
    }

    @Test
    void aFunctionErrorFailsTheWholeBatch() {
        assertThat(BatchResponse.read(new Failed("id", "Runtime.ExitError", "exit 1"), batch, true))
                .isEqualTo(new BatchResult.Failed(true));
        assertThat(BatchResponse.read(new Failed("id", "Runtime.ExitError", "exit 1"), batch, false))
                .isEqualTo(new BatchResult.Failed(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"batchItemFailures\":[{\"itemIdentifier\":\"1001\"}]}", "{", "\"done\""})
    void aResponseIsIgnoredWhereTheMappingDoesNotAskForIt(String response) {
        assertThat(BatchResponse.read(new Returned("id", response.getBytes(UTF_8)), batch, false))
                .isEqualTo(new BatchResult.Succeeded());
    }

    private BatchResult read(String response) {
        return BatchResponse.read(new Returned("id", response.getBytes(UTF_8)), batch, true);
    }
}
