package dev.kinesislake.lab.aws.kinesis;

/**
 * The errors that the service answers with, by the names of the Amazon Kinesis Data Streams API Reference ("Common Errors" and the
 * errors of each action).
 */
public enum KinesisError {
    DRY_RUN_OPERATION("DryRunOperationException", 400),
    EXPIRED_ITERATOR("ExpiredIteratorException", 400),
    EXPIRED_NEXT_TOKEN("ExpiredNextTokenException", 400),
    INTERNAL_FAILURE("InternalFailure", 500),
    INVALID_ARGUMENT("InvalidArgumentException", 400),
    PROVISIONED_THROUGHPUT_EXCEEDED("ProvisionedThroughputExceededException", 400),
    REQUEST_ENTITY_TOO_LARGE("RequestEntityTooLargeException", 413),
    RESOURCE_IN_USE("ResourceInUseException", 400),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 400),
    SERIALIZATION("SerializationException", 400),
    LIMIT_EXCEEDED("LimitExceededException", 400),
    UNKNOWN_OPERATION("UnknownOperationException", 400),
    VALIDATION("ValidationException", 400);

    private final String code;
    private final int status;

    KinesisError(String code, int status) {
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
