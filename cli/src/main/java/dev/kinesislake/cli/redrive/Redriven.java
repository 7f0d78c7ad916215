package dev.kinesislake.cli.redrive;

import dev.kinesislake.redrive.mark.RowState;

/** Whether a failed row is redriven, for a list. */
enum Redriven {
    NO(""),
    PERHAPS("  perhaps redriven"),
    YES("  redriven");

    private final String words;

    Redriven(String words) {
        this.words = words;
    }

    static Redriven of(RowState state) {
        if (state instanceof RowState.Sent) {
            return YES;
        }
        return state instanceof RowState.Open ? PERHAPS : NO;
    }

    /** What stands behind a row's id. */
    String words() {
        return words;
    }
}
