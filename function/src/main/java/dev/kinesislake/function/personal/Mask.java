package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.JsonText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hides a value but for an address's domain or a number's last digits. */
final class Mask {

    private static final String HIDDEN = "***";
    private static final Pattern DOMAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N}.-]{1,253}");

    /** Of a number with fewer digits, the last ones would say too much. */
    private static final int MIN_DIGITS = 8;

    private static final int KEPT_DIGITS = 4;

    private Mask() {}

    /** A string with what is kept; null for null, which has nothing to hide. */
    static byte @Nullable [] of(JsonText value) {
        return switch (value.kind()) {
            case NULL -> null;
            case STRING -> json(of(value.asString()));
            case NUMBER -> json(of(value.toString()));
            case OBJECT, ARRAY, BOOLEAN -> json(HIDDEN);
        };
    }

    static String of(String text) {
        int at = text.lastIndexOf('@');
        if (at >= 0) {
            var domain = text.substring(at + 1).strip();
            return DOMAIN.matcher(domain).matches() ? HIDDEN + "@" + domain : HIDDEN;
        }
        var digits = new StringBuilder();
        for (int i = text.length() - 1; i >= 0; i--) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                digits.append(text.charAt(i));
            }
        }
        if (digits.length() < MIN_DIGITS) {
            return HIDDEN;
        }
        digits.setLength(KEPT_DIGITS);
        return HIDDEN + digits.reverse();
    }

    private static byte[] json(String text) {
        return ('"' + text + '"').getBytes(UTF_8);
    }
}
