package dev.kinesislake.lab.aws.service;

import dev.kinesislake.lab.aws.iam.Authorization;
import dev.kinesislake.lab.aws.iam.Permissions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who sent a request, by the access key id of its signature, which isn't verified. */
public final class SignedCaller {

    private final String accessKeyId;
    private final Permissions permissions;
    private final int deniedStatus;

    private SignedCaller(String accessKeyId, Permissions permissions, int deniedStatus) {
        this.accessKeyId = accessKeyId;
        this.permissions = permissions;
        this.deniedStatus = deniedStatus;
    }

    /**
     * The caller of a request.
     *
     * @param authorization the header's value
     * @param permissionsByAccessKeyId what each caller may do; null for an unknown one
     * @param deniedStatus the status that the service refuses callers with: services with AWS JSON 1.1 answer 400, others 403
     * @throws ServiceException when the request isn't signed, or by nobody who is known
     */
    public static SignedCaller of(
            @Nullable String authorization,
            Function<String, @Nullable Permissions> permissionsByAccessKeyId,
            int deniedStatus) {
        if (authorization == null || authorization.isBlank()) {
            throw new ServiceException(
                    deniedStatus, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        var accessKeyId = Authorization.accessKeyId(authorization)
                .orElseThrow(() -> new ServiceException(
                        deniedStatus,
                        "IncompleteSignatureException",
                        "Authorization header requires 'Credential' parameter."));
        var permissions = permissionsByAccessKeyId.apply(accessKeyId);
        if (permissions == null) {
            throw new ServiceException(
                    deniedStatus,
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid.");
        }
        return new SignedCaller(accessKeyId, permissions, deniedStatus);
    }

    /**
     * Refuses what the caller may not do.
     *
     * @param action such as {@code glue:GetTable}
     * @param resource its ARN
     * @throws ServiceException when no policy allows it
     */
    public void require(String action, String resource) {
        if (!permissions.allows(action, resource)) {
            throw new ServiceException(
                    deniedStatus,
                    "AccessDeniedException",
                    "User: " + accessKeyId + " is not authorized to perform: " + action + " on resource: " + resource
                            + " because no identity-based policy allows the " + action + " action");
        }
    }
}
