package dev.kinesislake.cli.input;

import java.util.BitSet;

/** Follows a JSON text's strings and brackets, no more: whether a value is over, or can't be one any more. */
final class Nesting {

    private final BitSet objects = new BitSet();
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean broken;

    void accept(byte next) {
        if (inString) {
            if (next == '\n') {
                broken = true;
            } else if (escaped) {
                escaped = false;
            } else if (next == '\\') {
                escaped = true;
            } else if (next == '"') {
                inString = false;
            }
            return;
        }
        switch (next) {
            case '"' -> inString = true;
            case '{', '[' -> objects.set(depth++, next == '{');
            case '}', ']' -> close(next == '}');
            default -> {}
        }
    }

    private void close(boolean object) {
        if (depth == 0 || objects.get(depth - 1) != object) {
            broken = true;
        } else {
            depth--;
        }
    }

    /** Whether brackets are open, and may still be closed. */
    boolean isOpen() {
        return (depth > 0 || inString) && !broken;
    }

    boolean isInside() {
        return depth > 0 || inString;
    }
}
