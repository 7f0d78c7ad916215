package dev.kinesislake.lab.aws.iam;

import java.util.List;
import java.util.Map;

/**
 * A policy that is attached to an identity, such as a role's inline policy (IAM User Guide, "IAM JSON policy elements
 * reference"). What it can't evaluate it refuses when it's parsed.
 */
public final class PolicyDocument {

    private final List<Statement> statements;

    PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads a policy as it's declared.
     *
     * @throws IllegalArgumentException if it isn't a valid identity policy, or has an element, an operator or a policy variable
     *     that is not supported; the message says where
     */
    public static PolicyDocument parse(String json) {
        return PolicyParser.parse(json);
    }

    /**
     * Whether the policies together allow something: one of their statements has to, and none may deny it (IAM User Guide,
     * "Policy evaluation logic").
     *
     * @param action such as {@code s3:PutObject}
     * @param resource the ARN of what the action is about, or {@code *} where it's about none
     * @param context the request's condition keys, in lower case
     */
    static boolean allow(
            Iterable<PolicyDocument> policies, String action, String resource, Map<String, String> context) {
        boolean allowed = false;
        for (var policy : policies) {
            for (var statement : policy.statements) {
                if (statement.appliesTo(action, resource, context)) {
                    switch (statement.effect()) {
                        case ALLOW -> allowed = true;
                        case DENY -> {
                            return false;
                        }
                    }
                }
            }
        }
        return allowed;
    }
}
