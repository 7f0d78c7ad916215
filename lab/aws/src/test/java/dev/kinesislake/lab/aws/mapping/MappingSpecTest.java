package dev.kinesislake.lab.aws.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.mapping.MappingSpec.Batching;
import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import org.junit.jupiter.api.Test;

class MappingSpecTest {

    @Test
    void theRegionIsTheStreams() {
        assertThat(Specs.spec(Batching.DEFAULT, ErrorHandling.DEFAULT).region()).isEqualTo("eu-central-1");
    }

    @Test
    void allThatIsNotAllowedIsSaidAtOnce() {
        assertThatThrownBy(() -> new MappingSpec(
                        "id",
                        "arn:aws:sqs:eu-central-1:000000000000:queue",
                        Specs.FUNCTION,
                        true,
                        new StartingPosition.Latest(),
                        new Batching(10_001, 301, 11, 30),
                        new ErrorHandling(false, -2, 59, true, "arn:aws:sqs:eu-central-1:000000000000:failed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Event source mapping id: "
                        + "event source arn:aws:sqs:eu-central-1:000000000000:queue is no Kinesis stream's ARN; "
                        + "batch size is 10001, but has to be from 1 to 10000; "
                        + "maximum batching window is 301, but has to be from 0 to 300; "
                        + "parallelization factor is 11, but has to be from 1 to 10; "
                        + "tumbling window is 30 s, but tumbling windows are not supported here: leave it out or set it to 0; "
                        + "maximum retry attempts is -2, but has to be from -1 to 10000; "
                        + "maximum record age is 59, but has to be from 60 to 604800, or -1 for endless; "
                        + "on-failure destination arn:aws:sqs:eu-central-1:000000000000:failed is no bucket's ARN, "
                        + "and only buckets are supported here");
    }
}
