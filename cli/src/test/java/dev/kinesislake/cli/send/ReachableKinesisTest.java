package dev.kinesislake.cli.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.cli.CommandException;
import dev.kinesislake.cli.FakeStream;
import dev.kinesislake.producer.CallFailure;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;

class ReachableKinesisTest {

    private static final PutRecordsRequest NOTHING =
            PutRecordsRequest.builder().records(List.of()).build();

    private final FakeStream stream = new FakeStream();
    private final List<String> said = new ArrayList<>();
    private long now;
    private final ReachableKinesis kinesis = new ReachableKinesis(stream, "the stream", () -> now, said::add);

    @Test
    void aStreamThatHasNeverAnsweredIsGivenUp() {
        refuseConnections();
        fails();
        now = ReachableKinesis.TIME_LIMIT.toNanos() - 1;
        fails();
        now++;

        assertThatThrownBy(() -> kinesis.putRecords(NOTHING))
                .isInstanceOf(CommandException.class)
                .hasMessage("the stream can't be reached: ConnectException: refused")
                .satisfies(given -> assertThat(CallFailure.of(given)).isEqualTo(new CallFailure(false, false)));
        assertThat(said)
                .containsExactly("lake: the stream can't be reached: ConnectException: refused; trying again for 15 s");
    }

    @Test
    void aStreamThatHasAnsweredIsTriedAsLongAsTheProducerLikes() {
        kinesis.putRecords(NOTHING);
        refuseConnections();
        fails();
        now = Duration.ofHours(1).toNanos();
        fails();
        stream.before(() -> {});
        kinesis.putRecords(NOTHING);
        refuseConnections();
        fails();

        var lost = "lake: the stream can't be reached: ConnectException: refused; trying again";
        assertThat(said).containsExactly(lost, lost);
    }

    private void fails() {
        assertThatThrownBy(() -> kinesis.putRecords(NOTHING)).isInstanceOf(SdkClientException.class);
    }

    private void refuseConnections() {
        stream.before(() -> {
            throw SdkClientException.create("no", new ConnectException("refused"));
        });
    }
}
