package dev.kinesislake.lab.aws.glue;

import dev.kinesislake.lab.aws.service.ServiceException;

/** The errors of the catalog, by the names of the AWS Glue Web API Reference. */
enum GlueError {
    ALREADY_EXISTS("AlreadyExistsException"),
    CONCURRENT_MODIFICATION("ConcurrentModificationException"),
    ENTITY_NOT_FOUND("EntityNotFoundException"),
    INVALID_INPUT("InvalidInputException"),
    UNKNOWN_OPERATION("UnknownOperationException");

    private final String code;

    GlueError(String code) {
        this.code = code;
    }

    ServiceException with(String message) {
        return new ServiceException(400, code, message);
    }
}
