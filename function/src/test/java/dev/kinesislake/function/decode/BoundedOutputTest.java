package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoundedOutputTest {

    private static final int MIB = 1024 * 1024;

    private final RecordDecoder decoder = new RecordDecoder(Set.of());

    @Test
    @DisplayName("Bytes are copied a few times, however little is expected at a time")
    void growsByDoubling() throws Exception {
        var out = new BoundedOutput(16 * MIB);
        int copies = 0;
        while (out.length() < 16 * MIB) {
            if (out.room() == 0) {
                out.makeRoom(1);
                copies++;
            }
            out.wrote(Math.min(out.room(), 16 * MIB - out.length()));
        }

        assertThat(copies).isLessThan(20);
        out.makeRoom(1);
        var full = out.bytes();
        out.makeRoom(1);
        assertThat(out.bytes()).as("no copy where there is no more room").isSameAs(full);
    }

    @Test
    @DisplayName("Frames without a size don't copy what came before them")
    void manyFrames() throws Exception {
        var empty = new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0x58, 1, 0, 0};
        var in = new ByteArrayOutputStream();
        in.writeBytes(Zstd.compress(" ".repeat(MIB).getBytes(UTF_8)));
        for (int frame = 0; frame < 100; frame++) {
            in.writeBytes(empty);
        }
        var out = new BoundedOutput(16 * MIB);
        new ZstdReader(in.toByteArray()).readTo(out);
        var before = out.bytes();
        new ZstdReader(in.toByteArray()).readTo(out);

        assertThat(out.length()).isEqualTo(2 * MIB);
        assertThat(before.length).isLessThan(3 * MIB);
        assertThat(out.bytes().length).isLessThan(5 * MIB);
    }

    @Test
    @DisplayName("What comes out of damaged bytes counts as decompressed")
    void damaged() throws IOException {
        var gzip = gzip(" ".repeat(10 * MIB));
        gzip[gzip.length - 8] ^= 1; // its checksum

        assertThat(decoded(gzip).decompressedBytes()).isEqualTo(10 * MIB);
        assertThat(decoded(gzip).rows())
                .singleElement()
                .isInstanceOfSatisfying(
                        Decoded.Invalid.class, row -> assertThat(row.reason()).isEqualTo(Reason.BAD_COMPRESSION));
    }

    @Test
    @DisplayName("A record of damaged parts is too large as one of good parts is")
    void damagedParts() throws IOException {
        var gzip = gzip(" ".repeat(10 * MIB));
        gzip[gzip.length - 8] ^= 1;

        var row = (Decoded.Invalid) decoded(Aggregates.of(Aggregates.message(List.of(gzip, gzip))))
                .rows()
                .get(0);

        assertThat(row.reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void noMoreThanTheLimit() {
        assertThatThrownBy(() -> new BoundedOutput(3).wrote(4)).isInstanceOf(TooLargeException.class);
    }

    private DecodedRecord decoded(byte[] data) {
        return decoder.decode(new KinesisRecord("shardId-000000000000", "1", "key", Instant.EPOCH, data));
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
