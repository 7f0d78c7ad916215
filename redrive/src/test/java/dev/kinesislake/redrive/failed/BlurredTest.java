package dev.kinesislake.redrive.failed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlurredTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not-utf8          | byte 13 is not valid UTF-8 | is not valid UTF-8",
                "not-utf8          | looks like UTF-16 at byte 8 | looks like UTF-16",
                "malformed-json    | 'x' at 0x1F where 12 was | … at N where N was",
                "malformed-json    | user77 has \"7\" | userN has …",
                "malformed-json    | expected null, found 'x' (byte 7) | expected null",
                "malformed-json    | expected a value, found 0x1F (byte 7) | expected a value",
                "malformed-json    | expected a digit, found the end of the record (byte 7) | expected a digit, found the end of the record",
                "malformed-json    | nested deeper than 100 (byte 7) | nested deeper than 100",
                "malformed-json    | expected one of \" \\ / b f n r t u after a backslash, found '\"' (byte 9) | expected one of \" \\ / b f n r t u after a backslash",
                "too-large         | is an aggregate of more user records than 10000 | is an aggregate of more user records than 10000",
                "unknown-section   | 'Toys' is none | is …, which is none of the stack's sections",
            })
    void aDetailLosesWhatItQuotesOfTheRecord(String reason, String detail, String blurred) {
        assertThat(Blurred.detail(reason, detail)).isEqualTo(blurred);
    }
}
