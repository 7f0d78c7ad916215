package dev.kinesislake.local.kinesis;

import dev.kinesislake.local.http.LoopbackServer;
import dev.kinesislake.local.iam.Permissions;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
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

    private static final int THREADS = 32;

    private final LoopbackServer server;

    private KinesisServer(LoopbackServer server) {
        this.server = server;
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
        return new KinesisServer(LoopbackServer.start(
                "Kinesis",
                port,
                threads -> Executors.newFixedThreadPool(THREADS, threads),
                new KinesisHandler(streams, permissionsByAccessKeyId)));
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
