package dev.kinesislake.local.lambda;

import com.sun.net.httpserver.HttpServer;
import dev.kinesislake.local.iam.Permissions;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

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

    private static final String HOST = "127.0.0.1";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final ExecutorService threads;

    private LambdaServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param port 1 to 65535, or 0 for any free one
     * @param permissionsByAccessKeyId what each caller may do, unknown ones too
     * @throws IOException when it can't listen
     */
    public static LambdaServer start(
            int port, FunctionLookup functions, Function<String, Permissions> permissionsByAccessKeyId)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (BindException inUse) {
            var clear = new BindException("Lambda can't listen on " + HOST + ":" + port + ": " + inUse.getMessage());
            clear.initCause(inUse);
            throw clear;
        }
        var threads = Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "lambda-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", new LambdaHandler(functions, permissionsByAccessKeyId));
        server.start();
        return new LambdaServer(server, threads);
    }

    /** What a client takes as endpoint, such as {@code http://127.0.0.1:4569}. */
    public URI endpoint() {
        return URI.create("http://" + HOST + ":" + server.getAddress().getPort());
    }

    /** Stops to listen, and breaks off what is under way. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
