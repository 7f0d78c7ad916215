package dev.kinesislake.function.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link JsonRewrite} does with a member. */
public sealed interface MemberRule {

    /** The member stays as it is. */
    record Keep() implements MemberRule {}

    /** The member is left out. */
    record Drop() implements MemberRule {}

    /** The member has another value. */
    record Replace(Replacement replacement) implements MemberRule {}

    /** Gives a value's replacement. */
    @FunctionalInterface
    interface Replacement {

        /** The JSON text that replaces a value, without insignificant white space and escapes; null where the value stays. */
        byte @Nullable [] of(JsonText value);
    }

    /**
     * The member stays, and its own members have rules: those of the object that it is, or of all objects in the array that it is. Any
     * other value stays as it is.
     */
    final class Inside implements MemberRule {

        private final byte[][] names;
        private final MemberRule[] rules;
        private final MemberRule others;

        /** @param others of the members that have no rule by name */
        public Inside(Map<String, MemberRule> byName, MemberRule others) {
            this.names = byName.keySet().stream()
                    .map(name -> name.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            this.rules = byName.values().toArray(MemberRule[]::new);
            this.others = others;
        }

        /**
         * Which of the rules a member has, -1 where it has none by name. Names are compared as they are meant, with case.
         *
         * @param start of the name in {@code in}, with its quotes
         * @param escapes whether the name may have some
         * @param likely the one that it probably has; may be one too many
         */
        int indexOf(byte[] in, int start, int end, boolean escapes, int likely) {
            if (likely < names.length && isSpelt(in, start, end, names[likely])) {
                return likely;
            }
            for (int i = start; escapes && i < end; i++) {
                if (in[i] == '\\') {
                    return indexOf(JsonText.string(in, start, end).asString().getBytes(StandardCharsets.UTF_8));
                }
            }
            for (int i = 0; i < names.length; i++) {
                if (isSpelt(in, start, end, names[i])) {
                    return i;
                }
            }
            return -1;
        }

        private int indexOf(byte[] name) {
            for (int i = 0; i < names.length; i++) {
                if (Arrays.equals(names[i], name)) {
                    return i;
                }
            }
            return -1;
        }

        private static boolean isSpelt(byte[] in, int start, int end, byte[] name) {
            return end - start - 2 == name.length && Arrays.equals(in, start + 1, end - 1, name, 0, name.length);
        }

        /** The rule at an index, or that of all other members where it's -1. */
        MemberRule rule(int index) {
            return index < 0 ? others : rules[index];
        }
    }
}
