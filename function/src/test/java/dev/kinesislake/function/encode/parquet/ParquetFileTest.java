package dev.kinesislake.function.encode.parquet;

import static dev.kinesislake.function.encode.parquet.Column.Type.BOOLEAN;
import static dev.kinesislake.function.encode.parquet.Column.Type.DOUBLE;
import static dev.kinesislake.function.encode.parquet.Column.Type.INT32;
import static dev.kinesislake.function.encode.parquet.Column.Type.INT64;
import static dev.kinesislake.function.encode.parquet.Column.Type.STRING;
import static dev.kinesislake.function.encode.parquet.Column.Type.TIMESTAMP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.ParquetObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as Parquet's own reader sees them. */
class ParquetFileTest {

    private static final String NAME = "c";
    private static final int FIELD_ID = 7;
    private static final int LEVEL = 1;

    /** Each writes a file and reads it. */
    private static final int TRIES = 300;

    @Property(tries = TRIES)
    void stringsAreReadAsTheyWereWritten(
            @ForAll boolean optional, @ForAll boolean dictionary, @ForAll("strings") List<Optional<String>> any)
            throws IOException {
        var values = optional ? any : filled(any, "");

        var file = write(column(STRING, optional, dictionary), values);

        assertThat(file.rows(NAME)).isEqualTo(rows(values));
        var ordered = values.stream()
                .flatMap(Optional::stream)
                .map(Binary::fromString)
                .sorted(ParquetFileTest::byUnsignedBytes)
                .toList();
        assertStatistics(file, values, ordered);
    }

    /** With few different values and with more than a dictionary has room for. */
    @Provide
    Arbitrary<List<Optional<String>>> strings() {
        return Arbitraries.of(1, 2, 3, 255, 256, 257, 400)
                .flatMap(different -> listOf(Arbitraries.integers()
                        .between(0, different - 1)
                        .map(number -> "\u00e9".repeat(number % 3) + number)));
    }

    @Property(tries = TRIES)
    void longsAreReadAsTheyWereWritten(@ForAll boolean optional, @ForAll("longs") List<Optional<Long>> values)
            throws IOException {
        assertReadAsWritten(INT64, optional, values, 0L);
    }

    @Property(tries = TRIES)
    void integersAreReadAsTheyWereWritten(@ForAll boolean optional, @ForAll("integers") List<Optional<Integer>> values)
            throws IOException {
        assertReadAsWritten(INT32, optional, values, 0);
    }

    @Property(tries = TRIES)
    void doublesAreReadAsTheyWereWritten(@ForAll boolean optional, @ForAll("doubles") List<Optional<Double>> values)
            throws IOException {
        assertReadAsWritten(DOUBLE, optional, values, 1.0);
    }

    @Property(tries = TRIES)
    void booleansAreReadAsTheyWereWritten(@ForAll boolean optional, @ForAll("booleans") List<Optional<Boolean>> values)
            throws IOException {
        assertReadAsWritten(BOOLEAN, optional, values, true);
    }

    @Provide
    Arbitrary<List<Optional<Long>>> longs() {
        return listOf(Arbitraries.longs());
    }

    @Provide
    Arbitrary<List<Optional<Integer>>> integers() {
        return listOf(Arbitraries.integers());
    }

    /** Without zeros, which have a test of their own. */
    @Provide
    Arbitrary<List<Optional<Double>>> doubles() {
        return listOf(Arbitraries.doubles().filter(value -> value != 0));
    }

    @Provide
    Arbitrary<List<Optional<Boolean>>> booleans() {
        return listOf(Arbitraries.of(true, false));
    }

    private static <T extends Comparable<T>> void assertReadAsWritten(
            Column.Type type, boolean optional, List<Optional<T>> any, T insteadOfNull) throws IOException {
        var values = optional ? any : filled(any, insteadOfNull);

        var file = write(column(type, optional, false), values);

        assertThat(file.rows(NAME)).isEqualTo(rows(values));
        assertStatistics(
                file, values, values.stream().flatMap(Optional::stream).sorted().toList());
    }

    @Test
    @DisplayName("A zero is -0.0 as a minimum and 0.0 as a maximum")
    void zeros() throws IOException {
        assertThat(minMax(List.of(Optional.of(0.0), Optional.of(1.0)))).containsExactly(-0.0, 1.0);
        assertThat(minMax(List.of(Optional.of(-1.0), Optional.of(-0.0)))).containsExactly(-1.0, 0.0);
    }

    private static List<Object> minMax(List<Optional<Double>> values) throws IOException {
        var statistics = write(column(DOUBLE, false, false), values).chunk(NAME).getStatistics();
        return List.of(statistics.genericGetMin(), statistics.genericGetMax());
    }

    @ParameterizedTest
    @CsvSource({"64, 64, true", "65, 1, false", "1, 65, false"})
    void minAndMaxOfMoreThan64BytesAreLeftOut(int smallest, int largest, boolean expected) throws IOException {
        var statistics = write(
                        column(STRING, false, false),
                        List.of(Optional.of("a".repeat(smallest)), Optional.of("z".repeat(largest))))
                .chunk(NAME)
                .getStatistics();

        assertThat(statistics.hasNonNullValue()).isEqualTo(expected);
        assertThat(statistics.getNumNulls()).isZero();
    }

    @Test
    void aColumnWithoutMinAndMaxHasItsNullCount() throws IOException {
        var column = ParquetFileTest.<String>column(STRING, true, false).withoutMinMax();

        var statistics = write(column, List.of(Optional.of("a"), Optional.empty(), Optional.empty()))
                .chunk(NAME)
                .getStatistics();

        assertThat(statistics.hasNonNullValue()).isFalse();
        assertThat(statistics.getNumNulls()).isEqualTo(2);
    }

    @Test
    void aColumnHasItsFieldId() throws IOException {
        assertThat(write(column(STRING, true, false), numbers(1)).schema()).contains("optional binary c (STRING) = 7;");
    }

    @Test
    void aDictionaryHas256ValuesAtMost() throws IOException {
        assertThat(encodings(256)).contains(Encoding.RLE_DICTIONARY);
        assertThat(encodings(257)).doesNotContain(Encoding.RLE_DICTIONARY);
    }

    private static Iterable<Encoding> encodings(int differentValues) throws IOException {
        return write(column(STRING, false, true), numbers(differentValues))
                .chunk(NAME)
                .getEncodings();
    }

    @Test
    void aColumnWithoutAnyValueHasNoDictionary() throws IOException {
        var file = write(column(STRING, true, true), Collections.nCopies(3, Optional.<String>empty()));

        assertThat(file.chunk(NAME).getEncodings()).containsExactlyInAnyOrder(Encoding.PLAIN, Encoding.RLE);
    }

    @Test
    void aFewBytesAreNotCompressed() throws IOException {
        assertThat(codec(false, "short", 2)).isEqualTo(CompressionCodecName.UNCOMPRESSED);
        assertThat(codec(false, "short", 20)).isEqualTo(CompressionCodecName.ZSTD);
        assertThat(codec(true, "short", 1000)).isEqualTo(CompressionCodecName.UNCOMPRESSED);
        assertThat(codec(true, "long".repeat(1000), 2)).isEqualTo(CompressionCodecName.ZSTD);
    }

    private static CompressionCodecName codec(boolean dictionary, String value, int rows) throws IOException {
        return write(column(STRING, false, dictionary), Collections.nCopies(rows, Optional.of(value)))
                .chunk(NAME)
                .getCodec();
    }

    @Test
    void theFooterSaysWhereThePagesAreAndWhatTheyTake() throws IOException {
        var chunk = write(column(STRING, true, true), Collections.nCopies(100, Optional.of("a")))
                .chunk(NAME);

        assertThat(chunk.getDictionaryPageOffset()).isEqualTo(4);
        assertThat(chunk.getFirstDataPageOffset()).isBetween(4L + 5, chunk.getTotalSize());
        assertThat(chunk.getValueCount()).isEqualTo(100);
        assertThat(chunk.getTotalUncompressedSize()).isEqualTo(chunk.getTotalSize());
    }

    @Test
    void aLargeFileDoesNotChangeTheNextOne() throws IOException {
        var small = bytes(column(STRING, true, true), numbers(3));
        bytes(column(STRING, true, true), List.of(Optional.of("x".repeat(3 * 1024 * 1024)), Optional.empty()));

        assertThat(bytes(column(STRING, true, true), numbers(3))).isEqualTo(small);
    }

    @Test
    void aColumnThatSkipsARowIsAMistakeInTheProgram() {
        var column = Column.<String>required(FIELD_ID, NAME, TIMESTAMP, (row, to) -> {});

        assertThatThrownBy(() -> ParquetFile.of(new Schema<>("row", List.of(column)), List.of("a", "b"), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("column c has 0 values for 2 rows");
    }

    private static <T> void assertStatistics(ParquetObject file, List<? extends Optional<?>> values, List<T> ordered) {
        var statistics = file.chunk(NAME).getStatistics();
        assertThat(statistics.isNumNullsSet()).isTrue();
        assertThat(statistics.getNumNulls()).isEqualTo(values.size() - ordered.size());
        assertThat(statistics.hasNonNullValue()).isEqualTo(!ordered.isEmpty());
        if (!ordered.isEmpty()) {
            assertThat(List.<Object>of(statistics.genericGetMin(), statistics.genericGetMax()))
                    .containsExactly(ordered.get(0), ordered.get(ordered.size() - 1));
        }
    }

    private static int byUnsignedBytes(Binary left, Binary right) {
        return Arrays.compareUnsigned(left.getBytes(), right.getBytes());
    }

    private static <T> Arbitrary<List<Optional<T>>> listOf(Arbitrary<T> values) {
        return values.optional(0.9).list().ofMinSize(1).ofMaxSize(1000);
    }

    private static <T> List<Optional<T>> filled(List<Optional<T>> values, T instead) {
        return values.stream().map(value -> Optional.of(value.orElse(instead))).toList();
    }

    private static List<Optional<String>> numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Optional.of(Integer.toString(number)))
                .toList();
    }

    private static List<List<String>> rows(List<? extends Optional<?>> values) {
        return values.stream()
                .map(value ->
                        Collections.singletonList(value.map(Objects::toString).orElse(null)))
                .toList();
    }

    private static <T> Column<Optional<T>> column(Column.Type type, boolean optional, boolean dictionary) {
        return new Column<>(FIELD_ID, NAME, type, ParquetFileTest::add, optional, dictionary, true, LEVEL);
    }

    private static <T> void add(Optional<T> value, ColumnValues to) {
        if (value.isEmpty()) {
            to.addNull();
        } else if (value.get() instanceof Long number) {
            to.add(number.longValue());
        } else if (value.get() instanceof Integer number) {
            to.add(number.intValue());
        } else if (value.get() instanceof Double number) {
            to.add(number.doubleValue());
        } else if (value.get() instanceof Boolean bool) {
            to.add(bool.booleanValue());
        } else {
            var text = value.get().toString().getBytes(UTF_8);
            to.add(text, 0, text.length);
        }
    }

    private static <T> ParquetObject write(Column<Optional<T>> column, List<Optional<T>> values) throws IOException {
        return ParquetObject.of(bytes(column, values));
    }

    private static <T> byte[] bytes(Column<Optional<T>> column, List<Optional<T>> values) throws IOException {
        return ParquetFile.of(new Schema<>("row", List.of(column)), values, Map.of());
    }
}
