package dev.kinesislake.function.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparesTest {

    @Test
    void giveBackWhatWasUsedLastAndMakeWhatIsMissing() {
        var spares = new Spares<>(Object::new);
        var first = spares.take();
        var second = spares.take();
        spares.giveBack(first);
        spares.giveBack(second);

        assertThat(List.of(spares.take(), spares.take())).containsExactly(second, first);
        assertThat(spares.take()).isNotIn(first, second);
    }

    @Test
    void keepObjectsApartThatManyThreadsEncodeAtTheSameTime() throws IOException {
        for (RowEncoder<Decoded.Valid> encoder : List.of(GzipNdjson.ofEvents(), new EventParquet())) {
            var batches = IntStream.range(0, 64).mapToObj(SparesTest::rows).toList();
            var oneByOne = batches.stream().map(rows -> encode(encoder, rows)).toList();

            assertThat(batches.parallelStream()
                            .map(rows -> encode(encoder, rows))
                            .toList())
                    .containsExactlyElementsOf(oneByOne);
        }
    }

    private static byte[] encode(RowEncoder<Decoded.Valid> encoder, List<Decoded.Valid> rows) {
        try {
            return encoder.encode(rows, "attempt");
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    private static List<Decoded.Valid> rows(int batch) {
        return IntStream.range(0, 200 + batch)
                .mapToObj(row -> "{\"metadata\":{\"uuid\":\"" + row * 7919L * batch
                        + "\",\"section\":\"S\"},\"payload\":{\"userid\":\"" + batch + "\"}}")
                .map(json -> new UserRecord(
                        new Position("shardId-000000000000", "495", null), "k", Instant.EPOCH, json.getBytes(UTF_8)))
                .map(record -> (Decoded.Valid) new EventDecoder(Set.of()).decode(record))
                .toList();
    }
}
