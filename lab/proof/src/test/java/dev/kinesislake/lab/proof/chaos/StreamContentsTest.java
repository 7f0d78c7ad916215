package dev.kinesislake.lab.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.kinesis.DataStream;
import dev.kinesislake.lab.aws.kinesis.KinesisStreams;
import dev.kinesislake.lab.aws.kinesis.PutEntry;
import dev.kinesislake.lab.aws.kinesis.ShardLimits;
import dev.kinesislake.lab.aws.kinesis.StreamSettings;
import dev.kinesislake.lab.proof.check.Ledger;
import dev.kinesislake.lab.proof.events.Packing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamContentsTest {

    private static final SentRecord ONE = new SentRecord(List.of(1), Packing.SINGLE);
    private static final SentRecord AGGREGATE = new SentRecord(List.of(2, 3), Packing.KPL);

    @Test
    @DisplayName("records that the stream took count, whether or not their answers came")
    void lostAnswers(@TempDir Path folder) throws IOException {
        var clock = Clock.fixed(Instant.parse("2026-11-23T11:33:31.123Z"), ZoneOffset.UTC);
        try (var streams =
                KinesisStreams.open(folder, "eu-central-1", "000000000000", clock, new ShardLimits(1_000, 1_048_576))) {
            var stream = streams.create(StreamSettings.provisioned("events", 1));
            put(stream, ONE);
            var before = StreamContents.ends(stream.shards());
            put(stream, ONE);
            put(stream, ONE);
            put(stream, AGGREGATE);
            var ledger = new Ledger();

            StreamContents.note(stream.shards(), before, List.of(ONE, AGGREGATE), ledger);

            assertThat(ledger.size()).isEqualTo(4);
            StreamContents.note(stream.shards(), Map.of(), List.of(ONE, AGGREGATE), ledger);
            assertThat(ledger.size()).isEqualTo(5);
        }
    }

    private static void put(DataStream stream, SentRecord record) {
        stream.put(List.of(PutEntry.of(record.partitionKey(), record.data())));
    }
}
