package dev.kinesislake.redrive.failed;

import dev.kinesislake.function.decode.Reason;

/** A detail without what it quotes of the record: fit for a list or a log, and the same for rows that failed alike. */
public final class Blurred {

    private Blurred() {}

    public static String detail(String reason, String detail) {
        if (reason.equals(Reason.UNKNOWN_SECTION.label())) {
            return "is …, which is none of the stack's sections";
        }
        return detail.replaceAll("'[^']*'|\"[^\"]*\"|`[^`]*`", "…").replaceAll("0x[0-9A-F]+|[0-9]+", "N");
    }
}
