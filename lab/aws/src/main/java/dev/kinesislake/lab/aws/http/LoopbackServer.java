package dev.kinesislake.lab.aws.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** An HTTP server on 127.0.0.1 only. Its threads keep no process alive. */
public final class LoopbackServer implements Closeable {

    private static final String HOST = "127.0.0.1";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    static {
        // The JDK's server sends head and body apart. With Nagle's algorithm the body waits for the client's delayed
        // acknowledgement of the head, 40 ms on Linux. The server reads this once, when the first one in the JVM is
        // made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Who begins a request and doesn't end it holds a thread. In seconds.
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private LoopbackServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param service what it serves, for messages and threads to name, such as {@code Kinesis}
     * @param port 1 to 65535, or 0 for any free one
     * @param pool makes what handles requests out of threads
     * @throws BindException when the port is in use
     * @throws IOException when it can't listen for another reason
     */
    public static LoopbackServer start(
            String service, int port, Function<ThreadFactory, ExecutorService> pool, HttpHandler handler)
            throws IOException {
        var server = bind(service, port);
        var threads = pool.apply(work -> {
            var thread = new Thread(work, service + " over HTTP");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", new LoopbackHost(handler));
        server.start();
        return new LoopbackServer(server, threads);
    }

    private static HttpServer bind(String service, int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (BindException inUse) {
            var clear =
                    new BindException(service + " can't listen on " + HOST + ":" + port + ": " + inUse.getMessage());
            clear.initCause(inUse);
            throw clear;
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Such as {@code 127.0.0.1:4567}. */
    public String hostAndPort() {
        return HOST + ":" + port();
    }

    /** What a client takes as endpoint, such as {@code http://127.0.0.1:4567}. */
    public URI endpoint() {
        return URI.create("http://" + hostAndPort());
    }

    /** Stops to listen, and breaks off what is under way. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
