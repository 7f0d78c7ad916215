package dev.kinesislake.lab.aws.resources;

/** A resource can't be had as it is declared. The message names its type, its name and what is wrong. */
public final class ResourceException extends RuntimeException {

    ResourceException(Inputs inputs, String problem) {
        super(inputs.type() + " " + inputs.name() + ": " + problem);
    }

    ResourceException(String problem) {
        super(problem);
    }
}
