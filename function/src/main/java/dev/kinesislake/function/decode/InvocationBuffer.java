package dev.kinesislake.function.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Where invocations are read into, one after the other. A new array for each would be more than a quarter of all that a batch
 * allocates, and never be in the processor's cache.
 */
public final class InvocationBuffer {

    private byte[] bytes = new byte[64 * 1024];

    /**
     * The batch of an invocation, as {@link InvocationReader#read} has it; no record refers to the buffer any more.
     *
     * @throws IOException if the invocation is no batch of Kinesis records
     */
    public synchronized KinesisBatch read(InputStream invocation) throws IOException {
        int length = 0;
        for (int more = fill(invocation, 0); more >= 0; more = fill(invocation, length)) {
            length += more;
        }
        return InvocationReader.read(bytes, length);
    }

    /** Reads what there is behind the first {@code length} bytes; -1 at the end. */
    private int fill(InputStream invocation, int length) throws IOException {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        return invocation.read(bytes, length, bytes.length - length);
    }
}
