package dev.kinesislake.lab.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Versity's S3 gateway in a process of its own, over a folder. It verifies signatures and knows conditional writes. */
final class Gateway implements AutoCloseable {

    static final String COMMAND = "versitygw";

    private static final String REGION = "eu-central-1";
    private static final String ACCESS_KEY = "gateway-key";
    private static final String SECRET = "gateway-secret";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final URI endpoint;

    private Gateway(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** @param folder an empty one */
    static Gateway start(Path folder) throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var buckets = Files.createDirectories(folder.resolve("buckets"));
        var metadata = Files.createDirectories(folder.resolve("metadata"));
        var versions = Files.createDirectories(folder.resolve("versions"));
        var builder = new ProcessBuilder(
                        COMMAND,
                        "--port",
                        "127.0.0.1:" + port,
                        "--region",
                        REGION,
                        "--quiet",
                        "posix",
                        "--sidecar",
                        metadata.toString(),
                        "--versioning-dir",
                        versions.toString(),
                        buckets.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("ROOT_ACCESS_KEY", ACCESS_KEY);
        builder.environment().put("ROOT_SECRET_KEY", SECRET);
        var gateway = new Gateway(builder.start(), URI.create("http://127.0.0.1:" + port));
        gateway.awaitPort(folder.resolve("log"));
        return gateway;
    }

    private void awaitPort(Path log) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                new Socket(endpoint.getHost(), endpoint.getPort()).close();
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    close();
                    throw new IOException(COMMAND + " doesn't start: " + Files.readString(log), notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    /** What Lambda would give the function. */
    Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "AWS_REGION", REGION,
                "AWS_ACCESS_KEY_ID", ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", SECRET,
                "AWS_ENDPOINT_URL_S3", endpoint.toString()));
    }

    /** A client that has nothing in common with the function's but the SDK. */
    S3Client client() {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.of(REGION))
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET)))
                .build();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
