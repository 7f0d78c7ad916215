package dev.kinesislake.lab.aws.resources;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes the resources of one type. What exists is remembered by the {@link ResourceTable}. */
interface ResourceType {

    Shape shape();

    /**
     * Makes a resource.
     *
     * @throws ResourceException if AWS would refuse it
     */
    Made create(Inputs inputs) throws IOException;

    /**
     * Changes a resource in place.
     *
     * @param current as it exists
     * @param inputs all of them, of which none that replaces the resource differs
     * @throws ResourceException if AWS would refuse it; the resource is as it was
     */
    Made update(Made current, Inputs inputs) throws IOException;

    /**
     * Deletes a resource that exists.
     *
     * @param inputs what it was last declared with
     * @throws ResourceException if AWS would refuse it
     */
    void delete(String id, Inputs inputs) throws IOException;

    /** The resource as it is by now; null if something else than the table has deleted it. */
    default @Nullable Made refreshed(Made made) {
        return made;
    }

    /** What an earlier run of this program left by this id; null if nothing. */
    default @Nullable Made leftBehind(String id) {
        return null;
    }

    /** The id of the resource that a person means by this one. */
    default String idOf(String given) {
        return given;
    }
}
