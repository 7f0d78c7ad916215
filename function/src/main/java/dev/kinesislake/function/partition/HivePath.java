package dev.kinesislake.function.partition;

import java.util.BitSet;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Escapes a partition value as Hive and Spark do ({@code FileUtils.escapePathName}, {@code ExternalCatalogUtils}): the characters
 * that mean something in a path become {@code %XX}, all others stay. Two values never share an escaped form, and none holds a
 * slash.
 */
final class HivePath {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final BitSet ESCAPED = new BitSet();

    static {
        ESCAPED.set(0, 0x20);
        ESCAPED.set(0x7F);
        "\"#%'*/:=?\\{[]^".chars().forEach(ESCAPED::set);
    }

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-F]{2})");

    private HivePath() {}

    static String escape(String value) {
        var escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (ESCAPED.get(c)) {
                escaped.append('%').append(HEX.toHexDigits((byte) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Undoes {@link #escape}. */
    static String unescape(String escaped) {
        return ESCAPE.matcher(escaped)
                .replaceAll(hex -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(hex.group(1), 16))));
    }
}
