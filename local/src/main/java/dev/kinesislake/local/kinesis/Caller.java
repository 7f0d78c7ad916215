package dev.kinesislake.local.kinesis;

import dev.kinesislake.local.iam.Permissions;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, by the access key id of its signature.
 *
 * @param permissions what the caller may do
 */
record Caller(String accessKeyId, Permissions permissions) {

    /** "Signature Version 4": {@code Credential=<access key id>/<date>/<region>/<service>/aws4_request}. */
    private static final Pattern CREDENTIAL = Pattern.compile("\\bCredential=([^/,\\s]+)/");

    /** @throws KinesisException when the request isn't signed, or its signature tells no access key id */
    static Caller of(@Nullable String authorization, Function<String, Permissions> permissionsByAccessKeyId) {
        if (authorization == null || authorization.isBlank()) {
            throw new KinesisException(KinesisError.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
        }
        var credential = CREDENTIAL.matcher(authorization);
        if (!credential.find()) {
            throw new KinesisException(
                    KinesisError.INCOMPLETE_SIGNATURE, "Authorization header requires 'Credential' parameter.");
        }
        var accessKeyId = credential.group(1);
        return new Caller(accessKeyId, permissionsByAccessKeyId.apply(accessKeyId));
    }

    /** @throws KinesisException when the caller may not do this */
    void require(String action, String resource) {
        if (!permissions.allows(action, resource)) {
            throw new KinesisException(
                    KinesisError.ACCESS_DENIED,
                    "User: " + accessKeyId + " is not authorized to perform: " + action + " on resource: " + resource
                            + " because no identity-based policy allows the " + action + " action");
        }
    }
}
