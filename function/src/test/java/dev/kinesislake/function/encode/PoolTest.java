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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PoolTest {

    @Test
    void giveBackWhatWasUsedLastAndMakeWhatIsMissing() {
        var pool = new Pool<>(Object::new);
        var first = pool.take();
        var second = pool.take();
        pool.giveBack(first);
        pool.giveBack(second);

        assertThat(List.of(pool.take(), pool.take())).containsExactly(second, first);
        assertThat(pool.take()).isNotIn(first, second);
    }

    @Test
    void keepObjectsApartThatManyThreadsEncodeAtTheSameTime() throws IOException {
        keepsObjectsApart(new EventParquet(), Decoded.Valid.class, "{}");
        keepsObjectsApart(new FailedNdjson(), Decoded.Invalid.class, "7");
    }

    private static <R extends Decoded> void keepsObjectsApart(RowEncoder<R> encoder, Class<R> type, String payload) {
        var batches = IntStream.range(0, 64)
                .mapToObj(batch -> rows(batch, payload).map(type::cast).toList())
                .toList();
        var oneByOne = batches.stream().map(rows -> encode(encoder, rows)).toList();

        assertThat(batches.parallelStream().map(rows -> encode(encoder, rows)).toList())
                .containsExactlyElementsOf(oneByOne);
    }

    private static <R> byte[] encode(RowEncoder<R> encoder, List<R> rows) {
        try {
            return encoder.encode(rows, "attempt");
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    private static Stream<Decoded> rows(int batch, String payload) {
        return IntStream.range(0, 200 + batch)
                .mapToObj(row -> "{\"metadata\":{\"uuid\":\"" + row * 7919L * batch
                        + "\",\"section\":\"S\"},\"payload\":" + payload + "}")
                .map(json -> new UserRecord(
                        new Position("shardId-000000000000", "495", null), "k", Instant.EPOCH, json.getBytes(UTF_8)))
                .map(record -> new EventDecoder(Set.of()).decode(record));
    }
}
