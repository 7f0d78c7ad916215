package dev.kinesislake.cli.queue;

import dev.kinesislake.producer.Acknowledged;
import dev.kinesislake.producer.EventProducer;
import dev.kinesislake.producer.OutgoingEvent;
import java.util.concurrent.CompletableFuture;

/** Where the messages of a queue go. */
public interface Outlet {

    /** Takes an event; the future completes when it's kept, and fails when it was given up. May wait for room. */
    CompletableFuture<Acknowledged> send(OutgoingEvent event) throws InterruptedException;

    /** Waits until the future of every event that was sent before is completed. */
    void flush() throws InterruptedException;

    /** A stream, through its producer. */
    static Outlet of(EventProducer producer) {
        return new Outlet() {
            @Override
            public CompletableFuture<Acknowledged> send(OutgoingEvent event) throws InterruptedException {
                return producer.send(event);
            }

            @Override
            public void flush() throws InterruptedException {
                producer.flush();
            }
        };
    }
}
