package dev.kinesislake.cli.queue;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.activemq.transport.TransportListener;

/** Knows whether the broker is connected, and tells a person when that changes. */
final class Link implements TransportListener {

    private final Broker broker;
    private final Consumer<String> say;
    private volatile boolean up = true;

    Link(Broker broker, Consumer<String> say) {
        this.broker = broker;
        this.say = say;
    }

    boolean isUp() {
        return up;
    }

    /** Says that the first connection is awaited: ActiveMQ reports to its log only. */
    void connecting() {
        say.accept("connecting to the broker " + broker);
    }

    @Override
    public void onCommand(Object command) {}

    @Override
    public void onException(IOException error) {
        up = false;
    }

    @Override
    public void transportInterupted() {
        up = false;
        say.accept("the broker " + broker + " is lost, reconnecting");
    }

    @Override
    public void transportResumed() {
        // It's also what tells of the very first connection.
        if (!up) {
            say.accept("the broker " + broker + " is connected again");
        }
        up = true;
    }
}
