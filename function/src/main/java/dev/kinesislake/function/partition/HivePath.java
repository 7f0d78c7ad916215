package dev.kinesislake.function.partition;

import java.util.BitSet;
import java.util.HexFormat;

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
}
