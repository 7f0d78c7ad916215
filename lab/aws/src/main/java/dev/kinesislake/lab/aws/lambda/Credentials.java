package dev.kinesislake.lab.aws.lambda;

import org.jspecify.annotations.Nullable;

/**
 * The credentials of a function's role, as its AWS clients send them.
 *
 * @param sessionToken null where the role's credentials are long-lived ones
 */
public record Credentials(
        String accessKeyId,
        String secretAccessKey,
        @Nullable String sessionToken) {

    /** Without the secrets: records end up in logs. */
    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
