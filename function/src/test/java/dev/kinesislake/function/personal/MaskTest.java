package dev.kinesislake.function.personal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann@example.com | ***@example.com",
                "'Ann <ann@example.com>' | ***",
                "a@b@shop.example | ***@shop.example",
                "ann@ | ***",
                "ann@example.com, 0123456789 | ***",
                "ann@bücher.example | ***@bücher.example",
                "+44 20 7946 0123 | ***0123",
                "0123 4567 | ***4567",
                "1234567 | ***",
                "٠١٢٣٤٥٦٧٨٩ | ***",
                "Ann | ***",
                "'' | ***"
            })
    void keepsAnAddresssDomainOrANumbersLastDigits(String text, String masked) {
        assertThat(Mask.of(text)).isEqualTo(masked);
    }
}
