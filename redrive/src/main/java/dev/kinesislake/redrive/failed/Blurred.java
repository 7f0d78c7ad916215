package dev.kinesislake.redrive.failed;

import dev.kinesislake.function.decode.Reason;

/** A detail without what it quotes of the record: fit for a list or a log, and the same for rows that failed alike. */
public final class Blurred {

    // The 8 of UTF-8 is no number of the record's.
    private static final String NUMBER = "0x[0-9A-F]+|(?<!UTF-)(?<!UTF-[0-9])[0-9]+";

    private Blurred() {}

    public static String detail(String reason, String detail) {
        if (reason.equals(Reason.UNKNOWN_SECTION.label())) {
            return "is …, which is none of the stack's sections";
        }
        return detail.replaceAll("'[^']*'|\"[^\"]*\"|`[^`]*`", "…").replaceAll(NUMBER, "N");
    }
}
