package dev.kinesislake.lab.aws.resources;

/**
 * A policy that a role keeps, inline or attached.
 *
 * @param role the role's name
 * @param policy the name that the role keeps it under
 */
record RolesPolicy(String role, String policy) {

    /** Reads an id that has the role before a separator and the policy behind it. */
    static RolesPolicy of(String id, char separator) {
        int at = id.indexOf(separator);
        return new RolesPolicy(id.substring(0, at), id.substring(at + 1));
    }

    boolean isIn(Account account) {
        var owner = account.roleNamed(role);
        return owner != null && owner.policyNames().contains(policy);
    }

    void removeFrom(Account account) {
        var owner = account.roleNamed(role);
        if (owner != null) {
            owner.removePolicy(policy);
        }
    }
}
