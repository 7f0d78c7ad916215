package dev.kinesislake.redrive.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.lake.BatchCheck;
import dev.kinesislake.redrive.send.BatchRedrive.BatchTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchRedriveTest {

    private static final String KEY = "aws/lambda/a-b-c/shardId-000000000000/2026/11/23/2026-11-23T11.40.00-";

    private final InMemoryBucket bucket = new InMemoryBucket(() -> Instant.parse("2026-11-24T06:00:00Z"));
    private final InMemoryBucket lake = new InMemoryBucket(() -> Instant.parse("2026-11-24T06:00:00Z"));
    private final List<String> events = new ArrayList<>();
    private final List<String> news = new ArrayList<>();
    private Optional<String> failure = Optional.empty();

    @Test
    void aBatchIsHandedToTheConsumerAsItWasAndOnlyOnce() throws Exception {
        store("1", ",\"payload\":\"{\\\"Records\\\":[]}\"");

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 1, 0, 0));
        assertThat(redrive()).isEqualTo(new BatchTotals(1, 0, 1, 0));

        assertThat(events).containsExactly("{\"Records\":[]}");
    }

    @Test
    void aBatchThatTheConsumerDoesNotStoreIsNotDone() throws Exception {
        store("1", ",\"payload\":\"{\\\"Records\\\":[]}\"");
        failure = Optional.of("the function failed: Sandbox.Timedout");

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 0, 0, 0));
        assertThat(news).containsExactly(KEY + "1: the function failed: Sandbox.Timedout");
        failure = Optional.empty();

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 1, 0, 0));
    }

    @Test
    void aBatchWithoutItsRecordsIsReported() throws Exception {
        store("1", "");

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 0, 0, 0));
        assertThat(news).containsExactly(KEY + "1: has no payload");
    }

    private BatchTotals redrive() throws InterruptedException {
        LakeConsumer consumer = event -> {
            events.add(new String(event, UTF_8));
            return failure;
        };
        return new BatchRedrive(bucket, new BatchCheck(lake, bucket, Set.of()), consumer, new Complaints(news::add))
                .run(Choice.everything(), Set.of());
    }

    private void store(String name, String payload) {
        bucket.put(KEY + name, """
                {"requestContext":{"condition":"RetryAttemptsExhausted"},
                 "KinesisBatchInfo":{"shardId":"shardId-000000000000","batchSize":1,
                   "startSequenceNumber":"4960","endSequenceNumber":"4960",
                   "approximateArrivalOfFirstRecord":"2026-11-23T11:33:31.123Z"}%s}
                """.formatted(payload).getBytes(UTF_8));
    }
}
