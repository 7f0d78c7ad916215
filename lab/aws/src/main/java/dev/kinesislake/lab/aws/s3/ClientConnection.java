package dev.kinesislake.lab.aws.s3;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.gaul.shaded.org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/** The TCP connection of the request that a thread handles. s3proxy shows its store nothing of it. */
final class ClientConnection {

    private static final ThreadLocal<@Nullable EndPoint> CURRENT = new ThreadLocal<>();

    private ClientConnection() {}

    /** From now on, this thread handles a request. */
    static void enter(ServletRequest request) {
        CURRENT.set(ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint());
    }

    static void leave() {
        CURRENT.remove();
    }

    /** Ends the connection as a machine in between does that drops it: what is under way is discarded, and the client is told so. */
    static void reset() {
        var endPoint = CURRENT.get();
        if (endPoint == null) {
            return; // the call came from within this process
        }
        try {
            if (endPoint.getTransport() instanceof SocketChannel channel) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
        endPoint.close();
    }
}
