package dev.kinesislake.lab.proof.deploy;

import dev.kinesislake.lab.aws.resources.ResourceException;
import java.util.List;
import java.util.stream.Stream;

/** The program failed, or a resource that it declares can't be made. */
public final class DeploymentException extends RuntimeException {

    private DeploymentException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what the first resource that couldn't be made says, if that's what it was: the rest follows from it. */
    static DeploymentException of(List<Exception> exceptions, List<String> errors) {
        Throwable cause = exceptions.stream()
                .flatMap(DeploymentException::causes)
                .filter(ResourceException.class::isInstance)
                .findFirst()
                .orElseGet(() -> exceptions.isEmpty()
                        ? new IllegalStateException(String.join("; ", errors))
                        : exceptions.get(0));
        return new DeploymentException("the program can't be deployed: " + cause.getMessage(), cause);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause);
    }
}
