package dev.kinesislake.lab.aws.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pulumi.aws.Provider;
import dev.kinesislake.lab.aws.resources.ResourceTable;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Serves Pulumi's package {@code aws} to its engine, which comes here where {@code PULUMI_DEBUG_PROVIDERS=aws:<port>} is in its
 * environment. It listens on 127.0.0.1 only, and serves {@link SameUser} alone.
 */
public final class ProviderServer implements Closeable {

    private static final String HOST = "127.0.0.1";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Server server;

    private ProviderServer(Server server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @param region that the resources are in
     * @throws IOException if the port is taken
     */
    public static ProviderServer start(int port, ResourceTable resources, String region) throws IOException {
        var server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port))
                .addService(new AwsProvider(resources, region, version()))
                .intercept(new SameUser(Path.of("/proc")))
                .build();
        try {
            return new ProviderServer(server.start());
        } catch (IOException taken) {
            throw new IOException("port " + port + " of " + HOST + ": can't be listened on, " + reason(taken), taken);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Stops at once; the engine is told that calls under way have failed. */
    @Override
    public void close() {
        server.shutdownNow();
    }

    /** That of the package's SDK, which the program is compiled against. */
    private static String version() throws IOException {
        try (var version = Provider.class.getResourceAsStream("version.txt")) {
            if (version == null) {
                throw new IOException("the AWS package for Pulumi doesn't tell its version");
            }
            return new String(version.readAllBytes(), UTF_8).strip();
        }
    }

    private static String reason(Throwable failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }
}
