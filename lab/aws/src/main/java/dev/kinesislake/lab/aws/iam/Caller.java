package dev.kinesislake.lab.aws.iam;

/**
 * Who makes a request.
 *
 * @param arn the caller's name in messages
 */
public record Caller(String arn, Permissions permissions) {

    /** The person at the keyboard. */
    public static final Caller PERSON = new Caller("arn:aws:iam::000000000000:root", Permissions.ALL);

    /** Someone who gives no access key. */
    public static final Caller ANONYMOUS = new Caller("anonymous", (action, resource) -> false);

    /** A program that runs as a role. */
    public static Caller of(Role role) {
        return new Caller(role.arn(), role);
    }
}
