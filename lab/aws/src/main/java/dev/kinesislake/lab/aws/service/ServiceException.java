package dev.kinesislake.lab.aws.service;

/** What a service refuses. The message is for the client. */
public class ServiceException extends RuntimeException {

    private final int status;
    private final String code;

    /**
     * An error of an API.
     *
     * @param status of HTTP
     * @param code the error's name in the service's API reference, such as {@code AccessDeniedException}
     */
    public ServiceException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
