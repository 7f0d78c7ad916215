package dev.kinesislake.function.encode;

import java.io.IOException;
import java.util.List;

/**
 * Turns rows into an object. Nothing else knows what an object looks like inside.
 *
 * @param <R> what a row is made of
 */
public interface RowEncoder<R> {

    /** The end of the objects' keys, such as {@code .parquet}. */
    String suffix();

    /** The object's media type. */
    String contentType();

    /**
     * The object of these rows, perhaps of none. The same rows and attempt always give the same bytes, and another attempt gives others.
     *
     * @param attempt names the attempt that stores the object
     */
    byte[] encode(List<R> rows, String attempt) throws IOException;
}
