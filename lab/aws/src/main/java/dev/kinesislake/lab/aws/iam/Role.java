package dev.kinesislake.lab.aws.iam;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A role and its policies, which may change while the role is in use. Without a policy it may do nothing. */
public final class Role implements Permissions {

    private final String name;
    private final String arn;
    private final Map<String, String> context;
    private final ConcurrentMap<String, PolicyDocument> policies = new ConcurrentHashMap<>();

    /**
     * @param arn such as {@code arn:aws:iam::000000000000:role/consumer}
     */
    public Role(String name, String arn) {
        this.name = name;
        this.arn = arn;
        // Nothing leaves this machine, so what asks for TLS in AWS is content here.
        this.context = Map.of(
                "aws:PrincipalArn".toLowerCase(Locale.ROOT),
                arn,
                "aws:SecureTransport".toLowerCase(Locale.ROOT),
                "true");
    }

    public String name() {
        return name;
    }

    public String arn() {
        return arn;
    }

    /** Adds a policy, or replaces the one of this name. */
    public void putPolicy(String policyName, PolicyDocument policy) {
        policies.put(policyName, policy);
    }

    /** Removes a policy, if there is one of this name. */
    public void removePolicy(String policyName) {
        policies.remove(policyName);
    }

    /** The names of its policies, sorted. */
    public SortedSet<String> policyNames() {
        return new TreeSet<>(policies.keySet());
    }

    @Override
    public boolean allows(String action, String resource) {
        return allows(action, resource, Map.of());
    }

    @Override
    public boolean allows(String action, String resource, Map<String, String> requestContext) {
        var all = new HashMap<>(requestContext);
        all.putAll(context);
        return PolicyDocument.allow(policies.values(), action, resource, all);
    }

    @Override
    public String toString() {
        return arn;
    }
}
