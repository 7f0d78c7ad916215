package dev.kinesislake.local.resources;

import java.io.IOException;

/** Makes the resources of one type. */
@FunctionalInterface
interface ResourceType {

    /**
     * Makes a resource.
     *
     * @throws ResourceException if AWS would refuse it
     */
    Made make(Inputs inputs) throws IOException;
}
