package dev.kinesislake.function.decode;

/**
 * Finds where a JSON text ends that others follow, by its brackets and quotes alone: where it ends if it is one. The scanner checks what
 * stands between, so it needn't be able to stop in the middle of a record.
 */
final class JsonExtent {

    private JsonExtent() {}

    /** What follows the text that begins at {@code start}, or -1 where none does or it has no end before {@code end}. */
    static int end(byte[] in, int start, int end) {
        return switch (in[start]) {
            case '{', '[' -> nested(in, start, end);
            case '"' -> string(in, start, end);
            default -> word(in, start, end);
        };
    }

    private static int nested(byte[] in, int start, int end) {
        int depth = 0;
        int at = start;
        while (at < end) {
            switch (in[at]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return at + 1;
                    }
                }
                case '"' -> {
                    at = string(in, at, end) - 1;
                    if (at < 0) {
                        return -1;
                    }
                }
                default -> {
                    // a comma, a colon, white space, or a byte of a number or a literal
                }
            }
            at++;
        }
        return -1;
    }

    private static int string(byte[] in, int start, int end) {
        int at = JsonStrings.special(in, start + 1, end);
        while (at < end && in[at] != '"') {
            at = JsonStrings.special(in, Math.min(at + (in[at] == '\\' ? 2 : 1), end), end);
        }
        return at < end ? at + 1 : -1;
    }

    /** A number or a literal: up to white space, a comma or bracket, or the beginning of another text. */
    private static int word(byte[] in, int start, int end) {
        int at = start;
        while (at < end && !endsWord(in[at])) {
            at++;
        }
        return at > start ? at : -1;
    }

    private static boolean endsWord(byte next) {
        return switch (next) {
            case ' ', '\n', '\r', '\t', ',', ']', '}', '{', '[', '"' -> true;
            default -> false;
        };
    }
}
