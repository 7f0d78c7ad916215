package dev.kinesislake.cli.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.kinesislake.producer.Acknowledged;
import dev.kinesislake.producer.OutgoingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A stream that outlives its sender: a file with a line for each event. Of some, the answer never comes. */
final class FileOutlet implements Outlet {

    private static final int NEVER_ANSWERED = 7;

    private final Path file;
    private int sent;

    FileOutlet(Path file) {
        this.file = file;
    }

    /** A sender in a process of its own: the broker's URL, the file. It runs until it's killed. */
    public static void main(String[] args) throws InterruptedException {
        new QueueSender(
                        new Broker(new BrokerUrl(args[0]), null, null),
                        TestBroker.QUEUE,
                        new FileOutlet(Path.of(args[1])),
                        data -> "key",
                        RunningSender.settings(),
                        line -> {},
                        System::nanoTime)
                .run();
    }

    static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Override
    public CompletableFuture<Acknowledged> send(OutgoingEvent event) {
        try {
            if (++sent % NEVER_ANSWERED == 0) {
                return new CompletableFuture<>();
            }
            Files.writeString(file, new String(event.data(), UTF_8) + "\n", CREATE, APPEND);
            return CompletableFuture.completedFuture(new Acknowledged("file", Integer.toString(sent)));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public void flush() {}
}
