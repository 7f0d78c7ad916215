package dev.kinesislake.lab.aws.iam;

import java.util.Map;

/** What a caller may do. */
@FunctionalInterface
public interface Permissions {

    /** A caller who may do everything: the person at the keyboard. */
    Permissions ALL = (action, resource) -> true;

    /**
     * Whether the caller may do something to a resource.
     *
     * @param action such as {@code s3:PutObject}
     * @param resource the ARN of what the action is about
     */
    boolean allows(String action, String resource);

    /**
     * The same for a request with condition keys of its own, such as {@code s3:if-none-match}. Permissions that don't depend on
     * conditions ignore them.
     *
     * @param context the request's condition keys, in lower case
     */
    default boolean allows(String action, String resource, Map<String, String> context) {
        return allows(action, resource);
    }
}
