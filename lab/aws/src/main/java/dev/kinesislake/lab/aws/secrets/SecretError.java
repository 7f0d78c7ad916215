package dev.kinesislake.lab.aws.secrets;

import dev.kinesislake.lab.aws.service.ServiceException;

/** The errors of secrets, by the names of the AWS Secrets Manager API Reference. */
enum SecretError {
    INVALID_PARAMETER("InvalidParameterException"),
    RESOURCE_EXISTS("ResourceExistsException"),
    RESOURCE_NOT_FOUND("ResourceNotFoundException"),
    UNKNOWN_OPERATION("UnknownOperationException");

    private final String code;

    SecretError(String code) {
        this.code = code;
    }

    ServiceException with(String message) {
        return new ServiceException(400, code, message);
    }
}
