package dev.kinesislake.lab.aws.lambda;

import dev.kinesislake.lab.aws.http.LoopbackServer;
import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Invoke and GetFunctionConfiguration over HTTP, for any AWS client. It listens on 127.0.0.1 only.
 *
 * <h2>Quirks</h2>
 *
 * Where it differs from AWS:
 *
 * <ul>
 *   <li>Signatures are not verified. The access key id in a request's Authorization header says who the caller is.
 *   <li>Invocations are synchronous only; InvocationType Event and every other operation are refused.
 *   <li>There is no log in the answer.
 * </ul>
 */
public final class LambdaServer implements Closeable {

    private final LoopbackServer server;

    private LambdaServer(LoopbackServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param port 1 to 65535, or 0 for any free one
     * @param permissionsByAccessKeyId what each caller may do, unknown ones too
     * @throws IOException when it can't listen
     */
    public static LambdaServer start(
            int port, FunctionLookup functions, Function<String, @Nullable Permissions> permissionsByAccessKeyId)
            throws IOException {
        return new LambdaServer(LoopbackServer.start(
                "Lambda",
                port,
                Executors::newCachedThreadPool,
                new LambdaHandler(functions, permissionsByAccessKeyId)));
    }

    /** What a client takes as endpoint, such as {@code http://127.0.0.1:4569}. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Stops to listen, and breaks off what is under way. */
    @Override
    public void close() {
        server.close();
    }
}
