package dev.kinesislake.lab.aws.secrets;

import dev.kinesislake.lab.aws.http.LoopbackServer;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.service.JsonHandler;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * AWS Secrets Manager over HTTP: GetSecretValue and PutSecretValue. It listens on 127.0.0.1 only.
 *
 * <h2>Quirks</h2>
 *
 * Where it differs from AWS:
 *
 * <ul>
 *   <li>Signatures are not verified. The access key id in a request's Authorization header says who the caller is.
 *   <li>SecretId is an ARN. Values are strings. The last one that was put is the current one, and others can't be asked for.
 * </ul>
 */
public final class SecretsServer implements Closeable {

    /** A value has at most 64 KB (AWS Secrets Manager User Guide, "Quotas"). */
    private static final int MAX_BODY_BYTES = 512 << 10;

    private final LoopbackServer server;
    private final Secrets secrets;

    private SecretsServer(LoopbackServer server, Secrets secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    /**
     * Starts to listen.
     *
     * @param port 1 to 65535, or 0 for any free one
     * @param permissionsByAccessKeyId what each caller may do; null for an unknown one
     * @throws IOException when it can't listen
     */
    public static SecretsServer start(
            int port, Secrets secrets, Function<String, @Nullable Permissions> permissionsByAccessKeyId)
            throws IOException {
        return new SecretsServer(
                LoopbackServer.start(
                        "Secrets Manager",
                        port,
                        Executors::newCachedThreadPool,
                        new JsonHandler(
                                "Secrets Manager",
                                MAX_BODY_BYTES,
                                permissionsByAccessKeyId,
                                new SecretsOperations(secrets))),
                secrets);
    }

    /** What it serves. */
    public Secrets secrets() {
        return secrets;
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
