package dev.kinesislake.lab.aws.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one key of the request's context (IAM User Guide, "IAM JSON policy elements: Condition operators"). Keys are
 * compared without regard to case; one of the values has to match, and with a negated operator none. A key that the request
 * doesn't have makes a positive condition false and a negated one true. {@code Null} asks whether the key is absent.
 */
record Condition(Operator operator, String key, List<String> values) {

    /** The operators that are understood. */
    enum Operator {
        STRING_EQUALS("StringEquals", false),
        STRING_NOT_EQUALS("StringNotEquals", true),
        STRING_LIKE("StringLike", false),
        STRING_NOT_LIKE("StringNotLike", true),
        ARN_EQUALS("ArnEquals", false),
        ARN_LIKE("ArnLike", false),
        BOOL("Bool", false),
        NULL("Null", false);

        private final String label;
        private final boolean negated;

        Operator(String label, boolean negated) {
            this.label = label;
            this.negated = negated;
        }

        String label() {
            return label;
        }

        static @Nullable Operator of(String label) {
            for (var operator : values()) {
                if (operator.label.equals(label)) {
                    return operator;
                }
            }
            return null;
        }

        private boolean matches(String wanted, String actual) {
            return switch (this) {
                case STRING_EQUALS, STRING_NOT_EQUALS -> wanted.equals(actual);
                case STRING_LIKE, STRING_NOT_LIKE -> Wildcard.matches(wanted, actual);
                case ARN_EQUALS, ARN_LIKE -> new ArnPattern(wanted).matches(actual);
                case BOOL -> wanted.equalsIgnoreCase(actual);
                case NULL -> wanted.equalsIgnoreCase("false");
            };
        }
    }

    boolean holds(Map<String, String> context) {
        var actual = context.get(key.toLowerCase(Locale.ROOT));
        if (actual == null) {
            return operator == Operator.NULL ? values.stream().anyMatch("true"::equalsIgnoreCase) : operator.negated;
        }
        return operator.negated != values.stream().anyMatch(wanted -> operator.matches(wanted, actual));
    }
}
