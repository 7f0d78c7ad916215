package dev.kinesislake.function.encode.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class HybridTest {

    @Test
    void takeAsManyBitsAsTheGreatestNumberBelowTheBound() {
        assertThat(new int[] {
                    Hybrid.width(1),
                    Hybrid.width(2),
                    Hybrid.width(3),
                    Hybrid.width(4),
                    Hybrid.width(5),
                    Hybrid.width(256)
                })
                .containsExactly(0, 1, 2, 2, 3, 8);
    }

    @Property
    void areReadByParquetsOwnDecoder(@ForAll @Size(min = 1, max = 300) byte[] any, @ForAll @IntRange(max = 8) int width)
            throws IOException {
        var numbers = any.clone();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] &= (byte) ((1 << width) - 1);
        }
        var written = new Bytes();

        Hybrid.write(numbers, numbers.length, width, written);

        var decoder = new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(written.toByteArray()));
        var read = new byte[numbers.length];
        for (int i = 0; i < read.length; i++) {
            read[i] = (byte) decoder.readInt();
        }
        assertThat(read).isEqualTo(numbers);
    }

    @Test
    void haveNoNumberWhereThereIsNothingToTellApart() {
        var written = new Bytes();

        Hybrid.write(new byte[8], 8, 0, written);

        assertThat(written.toByteArray()).containsExactly(8 << 1);
    }

    @Test
    void takeAFewBytesForThousandsOfTheSameNumber() {
        var written = new Bytes();

        Hybrid.write(new byte[100_000], 100_000, 1, written);

        assertThat(written.size()).isEqualTo(4);
    }
}
