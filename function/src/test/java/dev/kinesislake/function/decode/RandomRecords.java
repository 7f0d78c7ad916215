package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random records. Bytes alone would hardly ever get past the check for UTF-8, so most are almost events: the samples and the records of
 * {@code records.tsv}, with a few bytes changed, cut out, put in or doubled.
 */
public final class RandomRecords {

    private static final Path SAMPLES = Path.of("../samples");

    /** What an edit puts in: what means something to a parser, to the contract, or to UTF-8. */
    private static final List<byte[]> SNIPPETS = Stream.concat(
                    Stream.of(
                                    "{ } [ ] : , \" \\ \\\\ \\\" \\u \\u0061 \\u0000 \\uD83D \\uDE00 \\uD83D\\uDE00 \\n / - + . e E 0 1 9 -0"
                                            .split(" "),
                                    "{} [] \"\" null true false NaN 1e5 0.10 1E400 x _ingest metadata payload section uuid S"
                                            .split(" "),
                                    "\"_ingest\":1, \"metadata\":{}, \"met\\u0061data\":{} ,\"uuid\":\"2\" \"section\":null, ,\"payload\":[]"
                                            .split(" "),
                                    "é 日 😀 \uFEFF \u0085 \u00A0 \u2028 \u007F ../ %2F".split(" "),
                                    new String[] {
                                        " ", "\t", "\n", "\r", "\f", "\u0000", "\u0001", "\u001F", "[".repeat(101)
                                    })
                            .flatMap(Stream::of)
                            .map(text -> text.getBytes(UTF_8)),
                    Stream.of("FF", "80", "BF", "C3", "C0AF", "E2", "EDA080", "F0", "F389", "F4908080", "EFBB")
                            .map(HexFormat.of()::parseHex))
            .toList();

    private static final List<byte[]> SEEDS = seeds();

    private RandomRecords() {}

    /** Random bytes, random pieces of JSON, and almost events, most of them the latter. */
    public static Arbitrary<byte[]> any() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(64)),
                Tuple.of(1, Arbitraries.of(SNIPPETS).list().ofMaxSize(12).map(RandomRecords::joined)),
                Tuple.of(8, almost(SEEDS, SNIPPETS)));
    }

    /** One of the seeds with up to four edits. */
    static Arbitrary<byte[]> almost(List<byte[]> seeds, List<byte[]> snippets) {
        var edits = Combinators.combine(
                        Arbitraries.of(Kind.values()),
                        Arbitraries.integers().between(0, 1023),
                        Arbitraries.integers().between(1, 32),
                        Arbitraries.of(snippets))
                .as(Edit::new);
        return Combinators.combine(Arbitraries.of(seeds), edits.list().ofMaxSize(4))
                .as((seed, some) -> {
                    var record = seed;
                    for (var edit : some) {
                        record = edit.applyTo(record);
                    }
                    return record;
                });
    }

    private static byte[] joined(List<byte[]> pieces) {
        var bytes = new ByteArrayOutputStream();
        pieces.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        RecordCase.all().forEach(each -> seeds.add(each.record()));
        try (var samples = Files.list(SAMPLES)) {
            for (var sample : samples.sorted().toList()) {
                // As often as the cases together.
                for (int i = 0; i < 60; i++) {
                    seeds.add(Files.readAllBytes(sample));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return seeds;
    }

    private enum Kind {
        FLIP,
        CUT_OUT,
        PUT_IN,
        DOUBLE,
        CUT_OFF
    }

    /**
     * A change of a record.
     *
     * @param at where, counted round and round
     * @param length how many bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Edit(Kind kind, int at, int length, byte[] snippet) {

        byte[] applyTo(byte[] record) {
            int from = at % (record.length + 1);
            int to = Math.min(record.length, from + length);
            return switch (kind) {
                case FLIP -> flipped(record, from);
                case CUT_OUT -> with(record, from, new byte[0], to);
                case PUT_IN -> with(record, from, snippet, from);
                case DOUBLE -> with(record, to, Arrays.copyOfRange(record, from, to), to);
                case CUT_OFF -> with(record, from, new byte[0], record.length);
            };
        }

        private byte[] flipped(byte[] record, int byteAt) {
            var flipped = record.clone();
            if (byteAt < flipped.length) {
                flipped[byteAt] ^= (byte) (1 << length % 8);
            }
            return flipped;
        }

        private static byte[] with(byte[] record, int before, byte[] between, int after) {
            var bytes = new ByteArrayOutputStream();
            bytes.write(record, 0, before);
            bytes.writeBytes(between);
            bytes.write(record, after, record.length - after);
            return bytes.toByteArray();
        }
    }
}
