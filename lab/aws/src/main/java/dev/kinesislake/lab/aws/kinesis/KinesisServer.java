package dev.kinesislake.lab.aws.kinesis;

import dev.kinesislake.lab.aws.http.LoopbackServer;
import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
 *   <li>Encryption settings are kept, and have no effect.
 *   <li>Errors are 400 in the caller's own format always, also where AWS answers with 403 and XML.
 *   <li>StreamId is passed over, as the API reserves it for future use.
 * </ul>
 */
public final class KinesisServer implements Closeable {

    /** Idle ones end. A request that is sent slowly holds one, until the server gives up on it. */
    private static final int MAX_THREADS = 1_000;

    private final LoopbackServer server;

    private KinesisServer(LoopbackServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param port 1 to 65535, or 0 for any free one
     * @param permissionsByAccessKeyId what each caller may do; null for an unknown one
     * @throws BindException when the port is in use
     * @throws IOException when it can't listen for another reason
     */
    public static KinesisServer start(
            int port, KinesisStreams streams, Function<String, @Nullable Permissions> permissionsByAccessKeyId)
            throws IOException {
        return new KinesisServer(LoopbackServer.start(
                "Kinesis", port, KinesisServer::pool, new KinesisHandler(streams, permissionsByAccessKeyId)));
    }

    private static ExecutorService pool(ThreadFactory threads) {
        return new ThreadPoolExecutor(0, MAX_THREADS, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    public int port() {
        return server.port();
    }

    /** What a client takes as endpoint, such as {@code http://127.0.0.1:4567}. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Stops to listen, and breaks off what is under way. The streams stay. */
    @Override
    public void close() {
        server.close();
    }
}
