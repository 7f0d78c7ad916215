package dev.kinesislake.lab.aws.iam;

import java.util.Set;
import java.util.TreeSet;

/**
 * A role's trust policy: which AWS services may assume it (IAM User Guide, "Roles terms and concepts"). Only statements that
 * allow {@code sts:AssumeRole} to services, without conditions, are supported.
 *
 * @param services such as {@code lambda.amazonaws.com}
 */
public record TrustPolicy(Set<String> services) {

    public TrustPolicy {
        services = Set.copyOf(services);
    }

    /**
     * Reads a trust policy as it's declared.
     *
     * @throws IllegalArgumentException if it isn't one, or has anything that is not supported; the message says where
     */
    public static TrustPolicy parse(String json) {
        return PolicyParser.parseTrust(json);
    }

    /** Whether a service may assume the role. */
    public boolean trusts(String service) {
        return services.contains(service);
    }

    @Override
    public String toString() {
        return "trusts " + new TreeSet<>(services);
    }
}
