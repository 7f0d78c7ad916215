package dev.kinesislake.redrive.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.decode.Position;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonLakeRowsTest {

    @Test
    void readsPositions() throws IOException {
        var object = NdjsonEvents.gzip("""
                {"metadata":{"uuid":",\\"_ingest\\":"},"payload":{},"_ingest":{"shardId":"shardId-0","sequenceNumber":"495","arrivalTime":"2026-11-23T11:33:31.120Z"}}
                {"payload":{"n":%s},"_ingest":{"shardId":"shardId-0","sequenceNumber":"496","subSequenceNumber":3,"arrivalTime":"2026-11-23T11:33:31.120Z"}}
                """.formatted("9".repeat(2_000)));

        assertThat(NdjsonLakeRows.positions(object))
                .containsExactly(new Position("shardId-0", "495", null), new Position("shardId-0", "496", 3L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"payload\":{}}",
                "{\"payload\":{},\"_ingest\":{}}",
                "{\"payload\":{},\"_ingest\":{\"shardId\":\"shardId-0\"}}",
                "{\"payload\":{},\"_ingest\":{\"shardId\":\"shardId-0\",\"sequenceNumber\":\"495\"",
            })
    void refusesOtherLines(String line) throws IOException {
        var object = NdjsonEvents.gzip(line + "\n");

        assertThatThrownBy(() -> NdjsonLakeRows.positions(object)).isInstanceOf(IOException.class);
    }
}
