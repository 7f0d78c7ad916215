package dev.kinesislake.lab.bench.work;

import dev.kinesislake.lab.aws.iam.AccessKeys;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.aws.s3.S3Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** S3 over HTTP on this machine, in a process of its own, so that what it takes isn't counted. */
public final class S3Process implements AutoCloseable {

    public static final String LAKE = "lake-bucket";
    public static final String FAILED = "failed-bucket";

    private final Path folder;
    private final Process process;
    private final URI endpoint;

    private S3Process(Path folder, Process process, URI endpoint) {
        this.folder = folder;
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts it with both buckets. */
    public static S3Process start(Path folder) throws IOException {
        var process = new ProcessBuilder(Jvm.command(List.of("-Xmx512m"), S3Process.class, folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("http://")) {
                return new S3Process(folder, process, URI.create(line));
            }
        }
        throw new IOException("the local S3 did not start");
    }

    public URI endpoint() {
        return endpoint;
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
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The process itself; it ends with its standard input, and so with whoever started it. */
    public static void main(String[] folder) throws IOException {
        try (var s3 = S3Server.start(Path.of(folder[0]), 0, new AccessKeys(new SecureRandom()), Faults.NONE)) {
            s3.buckets().create(LAKE);
            s3.buckets().create(FAILED);
            System.out.println(s3.endpoint());
            while (System.in.read() >= 0) {
                // nothing is ever sent
            }
        }
        System.exit(0);
    }
}
