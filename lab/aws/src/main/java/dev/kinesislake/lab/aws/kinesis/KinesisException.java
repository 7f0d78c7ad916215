package dev.kinesislake.lab.aws.kinesis;

import dev.kinesislake.lab.aws.service.ServiceException;

/** What the service refuses. */
public final class KinesisException extends ServiceException {

    public KinesisException(KinesisError error, String message) {
        super(error.status(), error.code(), message);
    }
}
