package dev.kinesislake.local.kinesis;

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
 * The data plane of Kinesis Data Streams over HTTP, for any AWS client: PutRecord, PutRecords, ListStreams, DescribeStream,
 * DescribeStreamSummary, ListShards, GetShardIterator and GetRecords, in JSON and in CBOR. It listens on 127.0.0.1 only.
 *
 * <h2>Quirks</h2>
 *
 * Where it differs from AWS:
 *
 * <ul>
 *   <li>Signatures are not verified. The access key id in a request's Authorization header says who the caller is.
 *   <li>Streams are made and deleted by this program, not over HTTP, and are active at once. All other operations answer with
 *       UnknownOperationException.
 *   <li>Reads have no limit of transactions or bytes a second, and writes only where {@link ShardLimits} sets one.
 *   <li>Encryption is told, not done.
 *   <li>Errors are 400 in the caller's own format always, also where AWS answers with 403 and XML.
 *   <li>StreamId is passed over, as the API reserves it for future use.
 * </ul>
 */
public final class KinesisServer implements Closeable {

    private static final String HOST = "127.0.0.1";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int THREADS = 32;

    static {
        // Without it each answer waits for the client's delayed acknowledgement of its head: 40 ms on Linux.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private KinesisServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param port 1 to 65535, or 0 for any free one
     * @param permissionsByAccessKeyId what each caller may do, unknown ones too
     * @throws BindException when the port is in use
     * @throws IOException when it can't listen for another reason
     */
    public static KinesisServer start(
            int port, KinesisStreams streams, Function<String, Permissions> permissionsByAccessKeyId)
            throws IOException {
        var server = bind(port);
        var threads = Executors.newFixedThreadPool(THREADS, work -> {
            var thread = new Thread(work, "kinesis-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", new KinesisHandler(streams, permissionsByAccessKeyId));
        server.start();
        return new KinesisServer(server, threads);
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (BindException inUse) {
            var clear = new BindException("Kinesis can't listen on " + HOST + ":" + port + ": " + inUse.getMessage());
            clear.initCause(inUse);
            throw clear;
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What a client takes as endpoint, such as {@code http://127.0.0.1:4567}. */
    public URI endpoint() {
        return URI.create("http://" + HOST + ":" + port());
    }

    /** Stops to listen, and breaks off what is under way. The streams stay. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
