package dev.kinesislake.cli.send;

import dev.kinesislake.cli.queue.QueueCounters;
import dev.kinesislake.cli.queue.QueueSender;
import dev.kinesislake.producer.EventProducer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends a queue until it's idle or a person ends it, tells how it goes, and sums up. */
final class QueueSending {

    /** For closing the connection to the broker; a lost one could take for ever. */
    private static final Duration AFTER_GIVING_UP = Duration.ofSeconds(5);

    private static final Duration NEWS = Duration.ofSeconds(10);

    private final EventProducer producer;
    private final QueueSender sender;
    private final PrintWriter out;
    private final PrintWriter err;
    private final CountDownLatch over = new CountDownLatch(1);
    private final long startedAt = System.nanoTime();

    QueueSending(EventProducer producer, QueueSender sender, PrintWriter out, PrintWriter err) {
        this.producer = producer;
        this.sender = sender;
        this.out = out;
        this.err = err;
    }

    /** Sends; closes the producer at the end. Whether every message that was received is on the stream. */
    boolean run() throws InterruptedException {
        var news = new Thread(this::tell, "queue-news");
        news.setDaemon(true);
        news.start();
        try {
            sender.run();
        } finally {
            producer.close();
            print();
            over.countDown();
        }
        return sender.counters().rejected() == 0;
    }

    /** Ends it from another thread: what is in flight is acknowledged, unless that takes too long. */
    void end(Duration longest) {
        sender.stop();
        try {
            if (!over.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                producer.giveUp();
                if (!over.await(AFTER_GIVING_UP.toMillis(), TimeUnit.MILLISECONDS)) {
                    // A call is under way: what it stores is sent again by the next run.
                    print();
                }
            }
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private void tell() {
        try {
            QueueCounters told = null;
            while (!over.await(NEWS.toMillis(), TimeUnit.MILLISECONDS)) {
                told = tell(told);
            }
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private QueueCounters tell(@Nullable QueueCounters told) {
        var now = sender.counters();
        if (!now.equals(told)) {
            err.printf(
                    Locale.ROOT,
                    "received %,d, acknowledged %,d, rejected %,d%n",
                    now.received(),
                    now.acknowledged(),
                    now.rejected());
            err.flush();
        }
        return now;
    }

    private void print() {
        var queue = sender.counters();
        var stream = producer.counters();
        Summary.line(out, "received", queue.received());
        Summary.line(out, "acknowledged", queue.acknowledged());
        Summary.line(out, "rejected", queue.rejected());
        Summary.line(out, "retries", stream.retried());
        if (stream.uncertain() > 0) {
            Summary.line(out, "perhaps twice", stream.uncertain());
        }
        Summary.bytes(out, stream);
        double seconds = Math.max(0.001, (double) (System.nanoTime() - startedAt) / 1e9);
        out.printf(Locale.ROOT, "%-19s %,12.2f%n", "seconds", seconds);
        Summary.line(out, "events a second", Math.round((double) stream.acknowledged() / seconds));
        out.flush();
    }
}
