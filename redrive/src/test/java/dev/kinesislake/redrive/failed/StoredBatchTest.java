package dev.kinesislake.redrive.failed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoredBatchTest {

    @Test
    @DisplayName("the rest of a batch keeps numbers as they are spelled")
    void spelling() {
        var rest = batch("{\"Records\":[" + record(1) + "," + record(2) + "]}")
                .from("2")
                .orElseThrow();

        assertThat(rest.payload()).isEqualTo("{\"Records\":[" + record(2) + "]}");
        assertThat(rest.first()).isEqualTo(2);
        assertThat(rest.records()).isEqualTo(1);
    }

    private static String record(int sequenceNumber) {
        return "{\"kinesis\":{\"sequenceNumber\":\"" + sequenceNumber
                + "\",\"approximateArrivalTimestamp\":1700000000.000}}";
    }

    private static StoredBatch batch(String payload) {
        return new StoredBatch(
                "aws/lambda/batch",
                Instant.EPOCH,
                "RetryAttemptsExhausted",
                "shardId-000000000000",
                BigInteger.ONE,
                BigInteger.TWO,
                2,
                Instant.EPOCH,
                payload);
    }
}
