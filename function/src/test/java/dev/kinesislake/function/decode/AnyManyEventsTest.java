package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever bytes come, they become rows, and no byte of them is lost. */
class AnyManyEventsTest {

    private static final List<String> SEPARATORS = List.of("\n", "", ",", " ", "\r\n\n", "]\n[", "\n{", "[", "]", "\"");

    private final RecordDecoder decoder = new RecordDecoder(Set.of());

    @Property
    void theRowsOfAPlainRecordAreAllOfItButWhatSeparatesThem(@ForAll("records") byte[] record) {
        var rows = decode(record);

        int at = Utf8.byteOrderMark(record);
        for (var row : rows) {
            var data = row.record().data();
            int found = rows.size() == 1 && data == record ? 0 : indexOf(record, data, at);
            assertThat(found).isNotNegative();
            separates(record, Math.min(at, found), found);
            at = found + data.length;
        }
        separates(record, at, record.length);
    }

    @Property
    void rowsDependOnTheBytesAloneAndNotOnTheSections(@ForAll("records") byte[] record) {
        var others =
                new RecordDecoder(Set.of("Electronics")).decode(record(record)).rows();

        assertThat(others).extracting(Decoded::record).isEqualTo(positionsAndData(decode(record), others));
    }

    @Property
    void whatIsCompressedHasTheRowsOfWhatIsInIt(@ForAll("records") byte[] record) {
        var plain = decode(record);
        var compressed = decode(RecordNotation.gzip(record));

        if (compressed.size() > 1 || compressed.get(0) instanceof Decoded.Valid) {
            assertThat(compressed)
                    .extracting(row -> new String(row.record().data(), UTF_8))
                    .isEqualTo(plain.stream()
                            .map(row -> new String(row.record().data(), UTF_8))
                            .toList());
        } else {
            assertThat(plain).singleElement().isInstanceOf(Decoded.Invalid.class);
        }
    }

    @Property
    void brokenGzipIsReadAsTheJdkReadsItOrNotAtAll(@ForAll("gzips") byte[] bytes) {
        if (!GzipReader.hasMagic(bytes)) {
            return;
        }
        var ours = new BoundedOutput(1_000_000);
        try {
            Compression.GZIP.decompress(bytes, ours);
        } catch (BadCompressionException | TooLargeException refused) {
            return;
        }
        assertThat(ours.toBytes()).isEqualTo(byTheJdk(bytes));
    }

    @Property
    void brokenZstdIsReadOrNotAtAll(@ForAll("zstds") byte[] bytes) {
        assertThat(decode(bytes)).isNotEmpty();
    }

    private static byte @Nullable [] byTheJdk(byte[] bytes) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        } catch (IOException refused) {
            return null;
        }
    }

    private List<Decoded> decode(byte[] data) {
        return decoder.decode(record(data)).rows();
    }

    private static KinesisRecord record(byte[] data) {
        return new KinesisRecord("shard", "7", "key", Instant.EPOCH, data);
    }

    /** What the same rows are under other settings, which change reasons only. */
    private static List<UserRecord> positionsAndData(List<Decoded> rows, List<Decoded> others) {
        assertThat(others).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(others.get(i).record().position())
                    .isEqualTo(rows.get(i).record().position());
            assertThat(others.get(i).record().data())
                    .isEqualTo(rows.get(i).record().data());
        }
        return others.stream().map(Decoded::record).toList();
    }

    private static void separates(byte[] record, int from, int to) {
        assertThat(new String(record, from, to - from, UTF_8)).matches("[\\s,\\[\\]]*");
    }

    private static int indexOf(byte[] in, byte[] part, int from) {
        for (int at = from; at + part.length <= in.length; at++) {
            if (Arrays.equals(in, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    @Provide
    Arbitrary<byte[]> records() {
        var pieces = Arbitraries.oneOf(
                        RandomRecords.any(),
                        Arbitraries.of(RecordNotation.event("A").getBytes(UTF_8), "[1,{}]".getBytes(UTF_8)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
        return Combinators.combine(
                        pieces,
                        Arbitraries.of(SEPARATORS).list().ofSize(5),
                        Arbitraries.integers().between(0, 3))
                .as((some, separators, around) -> {
                    var bytes = new ByteArrayOutputStream();
                    bytes.writeBytes((around == 0 ? "[" : "").getBytes(UTF_8));
                    for (int i = 0; i < some.size(); i++) {
                        var separator = around < 2 ? (around == 0 ? "," : "\n") : separators.get(i);
                        bytes.writeBytes((i == 0 ? "" : separator).getBytes(UTF_8));
                        bytes.writeBytes(some.get(i));
                    }
                    bytes.writeBytes((around == 0 ? "]" : "").getBytes(UTF_8));
                    return bytes.toByteArray();
                })
                .filter(record -> Compression.of(record) == null && !AggregateFormat.hasMagic(record));
    }

    @Provide
    Arbitrary<byte[]> gzips() {
        var event = RecordNotation.event("A").getBytes(UTF_8);
        return RandomRecords.almost(
                List.of(
                        RecordNotation.gzip(event),
                        RecordNotation.bytes("gzip⟨<A>⟩gzip⟨<B>⟩"),
                        RecordNotation.bytes("gzip⟨1000⟨x⟩⟩")),
                List.of(RecordNotation.gzip(event), new byte[] {0}, new byte[] {0x1F, (byte) 0x8B, 8, 0}));
    }

    @Provide
    Arbitrary<byte[]> zstds() {
        var event = RecordNotation.event("A").getBytes(UTF_8);
        return RandomRecords.almost(
                List.of(
                        Zstd.compress(event),
                        RecordNotation.bytes("zstd⟨<A>⟩zstd⟨<B>⟩"),
                        RecordNotation.bytes("«28 B5 2F FD 00 58 11 00 00 7B 7D»")),
                List.of(Zstd.compress(event), new byte[] {0}, new byte[] {0x50, 0x2A, 0x4D, 0x18}));
    }
}
