package dev.kinesislake.lab.bench.work;

import dev.kinesislake.lab.aws.iam.AccessKeys;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.aws.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** S3 over HTTP on this machine, in a process of its own, so that what it takes isn't counted. */
public final class S3Process implements AutoCloseable {

    public static final String LAKE = "lake-bucket";
    public static final String FAILED = "failed-bucket";

    private final Path folder;
    private final ServerProcess server;

    private S3Process(Path folder, ServerProcess server) {
        this.folder = folder;
        this.server = server;
    }

    /** Starts it with both buckets. */
    public static S3Process start(Path folder) throws IOException {
        return new S3Process(folder, ServerProcess.start(S3Process.class, folder.toString()));
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** Deletes all objects: a PUT of a key that is there takes more than one request. */
    public void empty() throws IOException {
        for (var bucket : List.of(LAKE, FAILED)) {
            try (var files = Files.walk(folder.resolve(bucket))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** What the process runs. */
    public static void main(String[] folder) throws IOException {
        try (var s3 = S3Server.start(Path.of(folder[0]), 0, new AccessKeys(new SecureRandom()), Faults.NONE)) {
            s3.buckets().create(LAKE);
            s3.buckets().create(FAILED);
            ServerProcess.serve(s3.endpoint());
        }
        System.exit(0);
    }
}
