package dev.kinesislake.local.iam;

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
}
