package dev.kinesislake.redrive.mark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.RecordDecoder;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaggedRecordTest {

    private static final UUID TOKEN = UUID.fromString("01234567-89ab-4def-8123-456789abcdef");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 1_000_000})
    void theConsumerFindsTheEventAsItWasInIt(int length) {
        var event = "x".repeat(length).getBytes(UTF_8);

        var record = TaggedRecord.of("Käufer 7", event, TOKEN);

        assertThat(TaggedRecord.tokenOf(record)).contains(TOKEN);
        assertThat(new RecordDecoder(Set.of())
                        .decode(new KinesisRecord("shardId-000000000000", "7", "Käufer 7", Instant.EPOCH, record))
                        .rows())
                .extracting(Decoded::record)
                .singleElement()
                .satisfies(user -> {
                    assertThat(user.position()).isEqualTo(new Position("shardId-000000000000", "7", null));
                    assertThat(user.partitionKey()).isEqualTo("Käufer 7");
                    assertThat(user.data()).isEqualTo(event);
                });
    }

    @Test
    void otherRecordsHaveNoToken() {
        var record = TaggedRecord.of("user", "{}".getBytes(UTF_8), TOKEN);
        record[record.length - 40] = 'x';

        assertThat(TaggedRecord.tokenOf(record)).isEmpty();
        assertThat(TaggedRecord.tokenOf(new byte[0])).isEmpty();
        assertThat(TaggedRecord.tokenOf("{\"metadata\":{}}".repeat(20).getBytes(UTF_8)))
                .isEmpty();
    }
}
