package dev.kinesislake.app.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One statement of a policy (IAM User Guide, "IAM JSON policy element reference").
 *
 * @param sid what it is for, letters and digits
 * @param principal the principal; empty in a policy that is attached to one
 * @param resources ARNs; empty in a role's trust policy
 * @param conditions a value, or a list of values, by condition key by operator; all have to hold
 */
public record Statement(
        String sid,
        Effect effect,
        Optional<Principal> principal,
        List<String> actions,
        List<String> resources,
        Map<String, Map<String, Object>> conditions) {

    /** Whether a statement opens or closes the way. */
    public enum Effect {
        ALLOW("Allow"),
        DENY("Deny");

        private final String label;

        Effect(String label) {
            this.label = label;
        }
    }

    /** Who a statement is about. */
    public sealed interface Principal {}

    /** Everyone, anonymous callers included. */
    public record Everyone() implements Principal {}

    /**
     * A service of AWS.
     *
     * @param name such as {@code lambda.amazonaws.com}
     */
    public record Service(String name) implements Principal {}

    public Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        // Sorted, for the text of a policy must not differ from run to run.
        var sorted = new TreeMap<String, Map<String, Object>>();
        conditions.forEach(
                (operator, values) -> sorted.put(operator, Collections.unmodifiableMap(new TreeMap<>(values))));
        conditions = Collections.unmodifiableMap(sorted);
    }

    /** Allows actions on resources to the principal that the policy is attached to. */
    public static Statement allow(String sid, List<String> actions, List<String> resources) {
        return new Statement(sid, Effect.ALLOW, Optional.empty(), actions, resources, Map.of());
    }

    /** Allows actions on resources to a service of AWS while the conditions hold. */
    public static Statement allow(
            String sid,
            Service service,
            List<String> actions,
            List<String> resources,
            Map<String, Map<String, Object>> conditions) {
        return new Statement(sid, Effect.ALLOW, Optional.of(service), actions, resources, conditions);
    }

    /** Keeps everyone from doing these things to these resources while the conditions hold. */
    public static Statement deny(
            String sid, List<String> actions, List<String> resources, Map<String, Map<String, Object>> conditions) {
        return new Statement(sid, Effect.DENY, Optional.of(new Everyone()), actions, resources, conditions);
    }

    /** Lets a service of AWS take on the role. */
    public static Statement trust(String sid, Service service) {
        return new Statement(sid, Effect.ALLOW, Optional.of(service), List.of("sts:AssumeRole"), List.of(), Map.of());
    }

    /** The same with a condition, on a value or on any of a list, instead of those that it has. */
    Statement where(String operator, String key, Object value) {
        return new Statement(sid, effect, principal, actions, resources, Map.of(operator, Map.of(key, value)));
    }

    Map<String, Object> toJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("Sid", sid);
        json.put("Effect", effect.label);
        principal.ifPresent(who -> json.put("Principal", toJson(who)));
        json.put("Action", actions);
        if (!resources.isEmpty()) {
            json.put("Resource", resources);
        }
        if (!conditions.isEmpty()) {
            json.put("Condition", conditions);
        }
        return json;
    }

    private static Object toJson(Principal principal) {
        return principal instanceof Service service ? Map.of("Service", service.name()) : "*";
    }
}
