package dev.kinesislake.lab.aws.s3;

import dev.kinesislake.lab.aws.iam.AccessKeys;
import dev.kinesislake.lab.aws.iam.Caller;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.BlobStoreLocator;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.jspecify.annotations.Nullable;

/**
 * S3 over HTTP on this machine's loopback address, by s3proxy in this process. Buckets are folders and objects are files in them.
 * Requests have to be signed with one of the {@link AccessKeys}, and may do what that key's caller is allowed to.
 */
public final class S3Server implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    /** A body that is sent slowly holds one, until the server gives up on it. Idle ones end. */
    private static final int MAX_THREADS = 1_000;

    private final S3Proxy proxy;
    private final Buckets buckets;

    private S3Server(S3Proxy proxy, Buckets buckets) {
        this.proxy = proxy;
        this.buckets = buckets;
    }

    /**
     * Starts the server.
     *
     * @param folder holds the buckets; made if it isn't there. No other process may use it at the same time
     * @param port 0 for any free one
     * @throws IOException if the folder can't be used, or the port is taken
     */
    public static S3Server start(Path folder, int port, AccessKeys keys, Faults faults) throws IOException {
        var store = FolderBlobStore.open(folder);
        var proxy = S3Proxy.builder()
                .endpoint(URI.create("http://" + HOST + ":" + port))
                .blobStore(new CheckedBlobStore(store, Caller.ANONYMOUS, faults))
                // the locator knows the real ones
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "none", "none")
                .jettyMaxThreads(MAX_THREADS)
                .stopTimeout(0)
                .build();
        Quirks.refuseEarly(proxy, keys);
        Quirks.readBodiesToTheirEnd(proxy);
        Quirks.putConditionally(proxy);
        proxy.setBlobStoreLocator(new BlobStoreLocator() {
            @Override
            public @Nullable AccessGrant locateBlobStore(
                    @Nullable String accessKeyId, @Nullable String bucket, @Nullable String key) {
                var entry = accessKeyId == null ? null : keys.find(accessKeyId);
                return entry == null
                        ? null
                        : new AccessGrant(entry.key().secret(), new CheckedBlobStore(store, entry.caller(), faults));
            }
        });
        try {
            proxy.start();
        } catch (IOException taken) {
            stop(proxy);
            throw new IOException("port " + port + " of " + HOST + ": can't be listened on, " + reason(taken), taken);
        } catch (Exception cause) {
            stop(proxy);
            throw new IllegalStateException("S3 did not start", cause);
        }
        return new S3Server(proxy, new Buckets(folder, store));
    }

    /** Where it listens, such as {@code http://127.0.0.1:4566}. */
    public URI endpoint() {
        return URI.create("http://" + HOST + ":" + proxy.getPort());
    }

    /** The buckets, for the process that runs the server. */
    public Buckets buckets() {
        return buckets;
    }

    /** Stops at once; requests under way are cut off, and what they were storing is not there. */
    @Override
    public void close() {
        stop(proxy);
    }

    private static String reason(Throwable failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static void stop(S3Proxy proxy) {
        try {
            proxy.stop();
        } catch (Exception cause) {
            throw new IllegalStateException("S3 did not stop", cause);
        }
    }
}
