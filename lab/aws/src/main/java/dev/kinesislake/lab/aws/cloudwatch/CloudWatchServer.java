package dev.kinesislake.lab.aws.cloudwatch;

import dev.kinesislake.lab.aws.http.LoopbackServer;
import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * CloudWatch over HTTP: GetMetricData, in the protocol that AWS's SDKs speak by now (Smithy RPC v2 CBOR). It listens on 127.0.0.1 only.
 *
 * <h2>Quirks</h2>
 *
 * Where it differs from AWS:
 *
 * <ul>
 *   <li>Signatures are not verified. The access key id in a request's Authorization header says who the caller is.
 *   <li>A metric that nobody measures here is an error instead of a result without values.
 *   <li>Values are there at once, in one page, the newest first.
 *   <li>Of statistics it knows Maximum, SampleCount and Sum. Expressions are refused, and so is every other operation.
 * </ul>
 */
public final class CloudWatchServer implements Closeable {

    private final LoopbackServer server;

    private CloudWatchServer(LoopbackServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param port 1 to 65535, or 0 for any free one
     * @param permissionsByAccessKeyId what each caller may do; null for an unknown one
     * @throws IOException when it can't listen
     */
    public static CloudWatchServer start(
            int port, MetricSource metrics, Function<String, @Nullable Permissions> permissionsByAccessKeyId)
            throws IOException {
        return new CloudWatchServer(LoopbackServer.start(
                "CloudWatch",
                port,
                Executors::newCachedThreadPool,
                new CloudWatchHandler(metrics, permissionsByAccessKeyId)));
    }

    /** What a client takes as endpoint, such as {@code http://127.0.0.1:4571}. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Stops to listen, and breaks off what is under way. */
    @Override
    public void close() {
        server.close();
    }
}
