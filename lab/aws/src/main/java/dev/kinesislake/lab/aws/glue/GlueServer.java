package dev.kinesislake.lab.aws.glue;

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
 * Glue's Data Catalog over HTTP, as far as clients of Apache Iceberg's tables use it: GetDatabase, GetDatabases, CreateDatabase,
 * GetTable, GetTables, CreateTable, UpdateTable and DeleteTable. It listens on 127.0.0.1 only.
 *
 * <h2>Quirks</h2>
 *
 * Where it differs from AWS:
 *
 * <ul>
 *   <li>Signatures are not verified. The access key id in a request's Authorization header says who the caller is.
 *   <li>There is one catalog, the account's: CatalogId is ignored.
 *   <li>Earlier versions of a table are not kept, whatever SkipArchive says.
 *   <li>Lists come in one page. OpenTableFormatInput is refused, and so is every other operation.
 *   <li>A table's description is kept as it is sent, without checks of its columns and parameters.
 * </ul>
 */
public final class GlueServer implements Closeable {

    private static final int MAX_BODY_BYTES = 4 << 20;

    private final LoopbackServer server;

    private GlueServer(LoopbackServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param port 1 to 65535, or 0 for any free one
     * @param arnPrefix of the catalog's ARNs, such as {@code arn:aws:glue:eu-west-1:123456789012:}
     * @param permissionsByAccessKeyId what each caller may do; null for an unknown one
     * @throws IOException when it can't listen
     */
    public static GlueServer start(
            int port,
            DataCatalog catalog,
            String arnPrefix,
            Function<String, @Nullable Permissions> permissionsByAccessKeyId)
            throws IOException {
        return new GlueServer(LoopbackServer.start(
                "Glue",
                port,
                Executors::newCachedThreadPool,
                new JsonHandler(
                        "Glue", MAX_BODY_BYTES, permissionsByAccessKeyId, new GlueOperations(catalog, arnPrefix))));
    }

    /** What a client takes as endpoint, such as {@code http://127.0.0.1:4570}. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Stops to listen, and breaks off what is under way. */
    @Override
    public void close() {
        server.close();
    }
}
