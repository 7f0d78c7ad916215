package dev.kinesislake.lab.aws.secrets;

/** The errors that the service answers with, by the names of the AWS Secrets Manager API Reference. */
public enum SecretError {
    ACCESS_DENIED("AccessDeniedException", 400),
    INTERNAL_SERVICE("InternalServiceError", 500),
    INVALID_PARAMETER("InvalidParameterException", 400),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException", 400),
    RESOURCE_EXISTS("ResourceExistsException", 400),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 400),
    SERIALIZATION("SerializationException", 400),
    UNKNOWN_OPERATION("UnknownOperationException", 400),
    UNRECOGNIZED_CLIENT("UnrecognizedClientException", 400);

    private final String code;
    private final int status;

    SecretError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** As the wire spells it. */
    public String code() {
        return code;
    }

    int status() {
        return status;
    }
}
