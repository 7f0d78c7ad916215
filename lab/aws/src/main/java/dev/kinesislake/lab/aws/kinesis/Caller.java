package dev.kinesislake.lab.aws.kinesis;

import dev.kinesislake.lab.aws.iam.Authorization;
import dev.kinesislake.lab.aws.iam.Permissions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, by the access key id of its signature.
 *
 * @param permissions what the caller may do
 */
record Caller(String accessKeyId, Permissions permissions) {

    /** @throws KinesisException when the request isn't signed, or its signature tells no access key id */
    static Caller of(@Nullable String authorization, Function<String, @Nullable Permissions> permissionsByAccessKeyId) {
        if (authorization == null || authorization.isBlank()) {
            throw new KinesisException(KinesisError.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
        }
        var accessKeyId = Authorization.accessKeyId(authorization)
                .orElseThrow(() -> new KinesisException(
                        KinesisError.INCOMPLETE_SIGNATURE, "Authorization header requires 'Credential' parameter."));
        var permissions = permissionsByAccessKeyId.apply(accessKeyId);
        if (permissions == null) {
            throw new KinesisException(
                    KinesisError.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
        }
        return new Caller(accessKeyId, permissions);
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
