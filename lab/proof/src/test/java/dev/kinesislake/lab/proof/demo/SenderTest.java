package dev.kinesislake.lab.proof.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.proof.check.Ledger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

class SenderTest {

    @Test
    void aStreamThatTakesNothingMoreIsDiscarded(@TempDir Path noSamples) {
        var stream = new FullStream();
        var ledger = new Ledger();

        var events = DemoEvents.of(noSamples, 1_000, 0, 1);
        var records = DemoRecord.of(events);

        assertThatThrownBy(() -> new Sender(stream, "events").send(events, records, ledger, () -> {}))
                .hasMessage("the stream events takes no more records, after 700 of " + records.size()
                        + ": No space left on device");
        assertThat(ledger.size())
                .isEqualTo(
                        records.stream().limit(700).mapToInt(DemoRecord::count).sum());
    }

    /** Takes 700 records. */
    private static final class FullStream implements KinesisClient {

        private int taken;

        @Override
        public PutRecordsResponse putRecords(PutRecordsRequest request) {
            return PutRecordsResponse.builder()
                    .records(request.records().stream().map(entry -> answer()).toList())
                    .build();
        }

        private PutRecordsResultEntry answer() {
            return taken < 700
                    ? PutRecordsResultEntry.builder()
                            .shardId("shardId-000000000000")
                            .sequenceNumber(String.valueOf(++taken))
                            .build()
                    : PutRecordsResultEntry.builder()
                            .errorCode("InternalFailure")
                            .errorMessage("No space left on device")
                            .build();
        }

        @Override
        public String serviceName() {
            return "kinesis";
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
