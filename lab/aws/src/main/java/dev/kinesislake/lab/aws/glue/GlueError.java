package dev.kinesislake.lab.aws.glue;

/** The errors that the service answers with, by the names of the AWS Glue Web API Reference. */
public enum GlueError {
    ACCESS_DENIED("AccessDeniedException", 400),
    ALREADY_EXISTS("AlreadyExistsException", 400),
    CONCURRENT_MODIFICATION("ConcurrentModificationException", 400),
    ENTITY_NOT_FOUND("EntityNotFoundException", 400),
    INCOMPLETE_SIGNATURE("IncompleteSignatureException", 400),
    INTERNAL_SERVICE("InternalServiceException", 500),
    INVALID_INPUT("InvalidInputException", 400),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException", 400),
    REQUEST_ENTITY_TOO_LARGE("RequestEntityTooLargeException", 413),
    SERIALIZATION("SerializationException", 400),
    UNKNOWN_OPERATION("UnknownOperationException", 400),
    UNRECOGNIZED_CLIENT("UnrecognizedClientException", 400);

    private final String code;
    private final int status;

    GlueError(String code, int status) {
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
