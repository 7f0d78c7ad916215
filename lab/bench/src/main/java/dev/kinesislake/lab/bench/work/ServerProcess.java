package dev.kinesislake.lab.bench.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A server in a process of its own, so that what it takes isn't counted. It prints its endpoint when it can be reached. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final URI endpoint;

    private ServerProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts a class whose main method runs the server. */
    static ServerProcess start(Class<?> main, String... arguments) throws IOException {
        var process = new ProcessBuilder(Jvm.command(List.of("-Xmx512m"), main, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("http://")) {
                return new ServerProcess(process, URI.create(line));
            }
        }
        throw new IOException(main.getSimpleName() + " did not start");
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Called in the process itself: returns when the process that started it has ended, as standard input ends with it. */
    static void serve(URI endpoint) throws IOException {
        System.out.println(endpoint);
        while (System.in.read() >= 0) {
            // nothing is ever sent
        }
    }
}
