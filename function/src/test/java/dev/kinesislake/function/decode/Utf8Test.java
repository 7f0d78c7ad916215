package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {

    @Test
    void acceptsAllThatIsUtf8() {
        assertThat(Utf8.firstInvalid("plain, é, 日本, 😀".repeat(1000).getBytes(UTF_8)))
                .isEqualTo(-1);
        assertThat(Utf8.firstInvalid(new byte[0])).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "61FF62, 1", // no such byte
        "6161C0AF, 2", // overlong
        "EDA080, 0", // half a surrogate pair
        "F4908080, 0", // beyond U+10FFFF
        "C3A9C3, 2", // cut off
        "80, 0", // a continuation of nothing
    })
    void findsTheFirstInvalidByte(String hex, int offset) {
        assertThat(Utf8.firstInvalid(HexFormat.of().parseHex(hex))).isEqualTo(offset);
    }

    @Test
    void findsAnInvalidByteFarBehindValidOnes() {
        var bytes = "é".repeat(5000).getBytes(UTF_8);
        bytes[9000] = (byte) 0xFF;

        assertThat(Utf8.firstInvalid(bytes)).isEqualTo(9000);
    }

    @Test
    void saysOfEveryKindOfCharacterWhatTheJdksDecoderSays() {
        int[] edges = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0xFF};
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                for (int third : edges) {
                    for (int fourth : edges) {
                        byte[] bytes = {(byte) first, (byte) second, (byte) third, (byte) fourth};
                        if (Utf8.firstInvalid(bytes) != firstInvalidOfJdk(bytes)) {
                            assertThat(Utf8.firstInvalid(bytes))
                                    .as(HexFormat.of().formatHex(bytes))
                                    .isEqualTo(firstInvalidOfJdk(bytes));
                        }
                    }
                }
            }
        }
    }

    private static int firstInvalidOfJdk(byte[] bytes) {
        var from = ByteBuffer.wrap(bytes);
        var result = UTF_8.newDecoder().decode(from, CharBuffer.allocate(bytes.length), true);
        return result.isError() ? from.position() : -1;
    }
}
