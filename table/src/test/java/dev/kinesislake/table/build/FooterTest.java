package dev.kinesislake.table.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.store.Attempt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FooterTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 100})
    void whatIsNoParquetIsRefused(int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x7F);
        assertThatThrownBy(() -> Footer.of(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is no Parquet file");
    }

    @Test
    void filesAreOrderedByTheirAttempts() {
        // As texts, the second would come first: a dot sorts before a Z.
        var whole = file("c", "2026-11-29T09:00:00Z", "a");
        var later = file("b", "2026-11-29T09:00:00.5Z", "a");
        var sameTime = file("a", "2026-11-29T09:00:00.5Z", "b");
        var without = new RawFile(Path.of("z"), Optional.empty());

        assertThat(Stream.of(sameTime, without, later, whole).sorted(RawFile.BY_AGE))
                .containsExactly(without, whole, later, sameTime);
    }

    private static RawFile file(String name, String start, String request) {
        return new RawFile(Path.of(name), Optional.of(new Attempt(Instant.parse(start), request)));
    }
}
