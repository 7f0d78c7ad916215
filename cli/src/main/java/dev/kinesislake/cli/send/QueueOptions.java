package dev.kinesislake.cli.send;

import dev.kinesislake.cli.queue.Broker;
import dev.kinesislake.cli.queue.BrokerUrl;
import dev.kinesislake.cli.queue.QueueSettings;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A queue to send, instead of files. */
final class QueueOptions {

    private static final int MAX_IDLE = 86_400;

    @Option(
            names = "--amq",
            required = true,
            paramLabel = "URL",
            description =
                    "An ActiveMQ broker, such as ssl://HOST:61617, or failover:(URL,URL). AMQ_USER and AMQ_PASSWORD "
                            + "in the environment tell who one is to it.")
    private String url = "";

    @Option(
            names = "--queue",
            required = true,
            paramLabel = "NAME",
            description = "The queue to send until Ctrl-C. Every message is sent as it is, and acknowledged once the "
                    + "stream has its record.")
    private String queue = "";

    @Option(
            names = "--idle-exit",
            paramLabel = "SECONDS",
            description = "End when the queue has had nothing for so long, or the stream doesn't take a message.")
    private @Nullable Integer idleSeconds;

    String queue() {
        return queue;
    }

    /** @throws IllegalArgumentException if the URL is none */
    Broker broker(Function<String, @Nullable String> environment) {
        return new Broker(new BrokerUrl(url), environment.apply("AMQ_USER"), environment.apply("AMQ_PASSWORD"));
    }

    /** @throws IllegalArgumentException if the time isn't allowed */
    QueueSettings settings() {
        var seconds = idleSeconds;
        if (seconds == null) {
            return QueueSettings.defaults(null);
        }
        if (seconds < 1 || seconds > MAX_IDLE) {
            throw new IllegalArgumentException("--idle-exit is " + seconds + ", allowed is 1 to " + MAX_IDLE);
        }
        return QueueSettings.defaults(Duration.ofSeconds(seconds));
    }
}
