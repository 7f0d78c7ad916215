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
                "not-utf8          | byte 13 is not valid UTF-8 | byte N is not valid UTF-8",
                "not-utf8          | looks like UTF-16 at byte 8 | looks like UTF-16 at byte N",
                "malformed-json    | 'x' at 0x1F where 12 was | … at N where N was",
                "malformed-json    | user77 has \"7\" | userN has …",
                "unknown-section   | 'Toys' is none | is …, which is none of the stack's sections",
            })
    void aDetailLosesWhatItQuotesOfTheRecord(String reason, String detail, String blurred) {
        assertThat(Blurred.detail(reason, detail)).isEqualTo(blurred);
    }
}
