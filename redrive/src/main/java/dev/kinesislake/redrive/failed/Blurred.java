package dev.kinesislake.redrive.failed;

import dev.kinesislake.function.decode.Reason;

/** A detail without what it quotes of the record: fit for a list or a log, and the same for rows that failed alike. */
public final class Blurred {

    /** Where in the record, and which byte stands there. */
    private static final String POSITION =
            "(, found ('.'|0x[0-9A-F]{2}))? \\(byte [0-9]+\\)$| at byte [0-9]+$|^byte [0-9]+ (?=is )";

    private static final String HASH = "v[0-9]+:[A-Za-z0-9_-]+$";

    // Neither the 8 of UTF-8 nor a limit is a number of the record's.
    private static final String NUMBER = "0x[0-9A-F]+|(?<!UTF-|than |allowed are )(?<![0-9])[0-9]+";

    private Blurred() {}

    public static String detail(String reason, String detail) {
        if (reason.equals(Reason.UNKNOWN_SECTION.label())) {
            return "is …, which is none of the stack's sections";
        }
        return detail.replaceFirst(HASH, "…")
                .replaceFirst(POSITION, "")
                .replaceAll("'[^']*'|\"[^\"]*\"|`[^`]*`", "…")
                .replaceAll(NUMBER, "N");
    }
}
