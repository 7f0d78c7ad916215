package dev.kinesislake.lab.aws.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One statement of an identity policy. */
record Statement(Effect effect, Actions actions, Resources resources, List<Condition> conditions) {

    enum Effect {
        ALLOW,
        DENY
    }

    /** {@code Action}, or what {@code NotAction} leaves; without regard to case. */
    record Actions(boolean not, List<String> patterns) {

        boolean include(String action) {
            var lower = action.toLowerCase(Locale.ROOT);
            return not
                    != patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern.toLowerCase(Locale.ROOT), lower));
        }
    }

    /** {@code Resource}, or what {@code NotResource} leaves. */
    record Resources(boolean not, List<ArnPattern> patterns) {

        boolean include(String arn) {
            return not != patterns.stream().anyMatch(pattern -> pattern.matches(arn));
        }
    }

    boolean appliesTo(String action, String resource, Map<String, String> context) {
        return actions.include(action)
                && resources.include(resource)
                && conditions.stream().allMatch(condition -> condition.holds(context));
    }
}
