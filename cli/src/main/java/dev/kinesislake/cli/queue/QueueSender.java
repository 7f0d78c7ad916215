package dev.kinesislake.cli.queue;

import dev.kinesislake.producer.OutgoingEvent;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQSession;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one queue to a stream. Each message is acknowledged by itself, and only after the stream has acknowledged
 * its record: none is lost, even if one of the two is killed.
 *
 * <ul>
 *   <li>Delivery is at least once. A sender that is killed after the stream's acknowledgement and before the broker's leaves a
 *       message that is delivered again, to be a second record: two rows, with positions of their own. A connection that is lost
 *       and comes back doubles none that this sender has in hand or acknowledged last.
 *   <li>Every text and every bytes message is sent, events or not: the consumer keeps what is none in the failed bucket, with the
 *       reason. What can't be a record (another kind of message, a body too large or broken) goes to the queue named
 *       {@code <queue>.rejected}.
 *   <li>A message that the stream doesn't take stays unacknowledged and is sent again after a wait. Meanwhile no more are received.
 *   <li>Messages are sent in the order the broker delivers them, and those of one partition key reach the stream in it. What is
 *       delivered again or sent again comes later than its successors.
 * </ul>
 */
public final class QueueSender {

    // An answer waits for no longer than this to be acknowledged when the queue is empty.
    private static final long GLANCE_MILLIS = 20;
    private static final long IDLE_GLANCE_MILLIS = 200;

    private static final int REMEMBERED = 10_000;

    private final Broker broker;
    private final String queue;
    private final Outlet outlet;
    private final Function<byte[], String> keys;
    private final QueueSettings settings;
    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private final Link link;

    /** Every message that is delivered and not acknowledged, by its id. */
    private final Map<String, InFlight> inFlight = new HashMap<>();

    private final Settled settled = new Settled(REMEMBERED);
    private final Deque<String> refused = new ArrayDeque<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private long retryNanos;
    private long retryAt;
    private long lastActive;
    private @Nullable Throwable failure;
    private volatile QueueCounters counters = QueueCounters.NONE;
    private volatile boolean stopped;

    /**
     * Prepares to send a queue.
     *
     * @param queue its name, without options
     * @param keys gives a record's data its partition key
     * @param say takes a line for a person: a broker lost, a message rejected; never a message's content
     * @param nanoTime the clock, such as {@link System#nanoTime}
     * @throws IllegalArgumentException if the name isn't that of a single queue
     */
    public QueueSender(
            Broker broker,
            String queue,
            Outlet outlet,
            Function<byte[], String> keys,
            QueueSettings settings,
            Consumer<String> say,
            LongSupplier nanoTime) {
        this.broker = broker;
        this.queue = requireName(queue);
        this.outlet = outlet;
        this.keys = keys;
        this.settings = settings;
        this.say = say;
        this.nanoTime = nanoTime;
        this.link = new Link(broker, say);
        this.retryNanos = settings.firstRetry().toNanos();
    }

    /**
     * The name, where it's that of a single queue.
     *
     * @throws IllegalArgumentException otherwise: ActiveMQ reads options, lists and patterns out of a name
     */
    public static String requireName(String queue) {
        if (!queue.matches("[^\\s,?*>]+") || queue.contains("://")) {
            throw new IllegalArgumentException(
                    "'" + queue + "' is not the name of a queue, allowed is a name without spaces and , ? * > ://");
        }
        return queue;
    }

    /** What was done so far; from any thread. */
    public QueueCounters counters() {
        return counters;
    }

    /** Lets {@link #run} end soon: nothing more is received, what is in flight gets its answer. From any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Receives and sends until it's stopped, or idle for as long as the settings say. On return, whatever isn't acknowledged is the
     * broker's to deliver again. To be called once.
     *
     * @throws QueueException if the broker can't be reached or refuses, or, where the settings say when to end, if the stream
     *     doesn't take a message
     */
    public void run() throws InterruptedException {
        try (var connection = broker.connect(settings.inFlight())) {
            connection.addTransportListener(link);
            link.connecting();
            connection.start();
            send(connection);
        } catch (JMSException lost) {
            throw new QueueException(
                    "the queue " + queue + " of the broker " + broker + " can't be read: " + lost.getMessage(), lost);
        }
        if (failure != null) {
            throw new QueueException(
                    "the stream takes no more: " + failure.getMessage()
                            + "; what isn't acknowledged stays in the queue " + queue,
                    failure);
        }
    }

    private void send(ActiveMQConnection connection) throws JMSException, InterruptedException {
        var session = connection.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
        var consumer = session.createConsumer(session.createQueue(queue));
        var rejected = new Rejected(session, queue, say);
        try {
            send(connection, consumer, rejected);
        } catch (Throwable broken) {
            try {
                settleLast();
            } catch (JMSException | InterruptedException | RuntimeException unsettled) {
                broken.addSuppressed(unsettled);
            }
            throw broken;
        }
        settleLast();
    }

    private void send(ActiveMQConnection connection, MessageConsumer consumer, Rejected rejected)
            throws JMSException, InterruptedException {
        lastActive = nanoTime.getAsLong();
        while (goesOn(connection)) {
            takeAnswers();
            sendRefusedAgain();
            if (inFlight.size() >= settings.inFlight() || !refused.isEmpty()) {
                var answer = answers.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
                if (answer != null) {
                    settle(answer);
                }
            } else {
                receive(consumer, rejected);
            }
        }
    }

    /** Whatever ends a run: a message whose record is on the stream would be sent twice if it weren't acknowledged. */
    private void settleLast() throws JMSException, InterruptedException {
        outlet.flush();
        takeAnswers();
    }

    private boolean goesOn(ActiveMQConnection connection) throws JMSException {
        if (connection.isTransportFailed() && connection.getFirstFailureError() != null) {
            throw new JMSException(connection.getFirstFailureError().getMessage());
        }
        if (!inFlight.isEmpty() || !link.isUp()) {
            lastActive = nanoTime.getAsLong();
        }
        var idleExit = settings.idleExit();
        boolean idle = idleExit != null && nanoTime.getAsLong() - lastActive >= idleExit.toNanos();
        return !stopped && !idle && failure == null;
    }

    private void receive(MessageConsumer consumer, Rejected rejected) throws JMSException, InterruptedException {
        var message = consumer.receive(inFlight.isEmpty() ? IDLE_GLANCE_MILLIS : GLANCE_MILLIS);
        if (message == null) {
            return;
        }
        count(1, 0, 0, 0);
        receive(message, rejected);
        lastActive = nanoTime.getAsLong();
    }

    private void receive(Message message, Rejected rejected) throws JMSException, InterruptedException {
        var id = message.getJMSMessageID();
        var known = inFlight.get(id);
        if (known != null) {
            inFlight.put(id, new InFlight(known.event(), message));
        } else if (settled.contains(id)) {
            message.acknowledge();
        } else {
            send(id, message, rejected);
        }
    }

    private void send(String id, Message message, Rejected rejected) throws JMSException, InterruptedException {
        var body = Body.of(message, settings.maxRecordBytes());
        if (body instanceof Body.Data data) {
            var event = new OutgoingEvent(keys.apply(data.bytes()), data.bytes());
            if (event.size() <= settings.maxRecordBytes()) {
                inFlight.put(id, new InFlight(event, message));
                send(id, event);
                return;
            }
            body = Body.tooLarge(event.size(), settings.maxRecordBytes());
        }
        if (body instanceof Body.Unusable unusable) {
            rejected.move(message, unusable.reason());
            count(0, 0, 1, 0);
        }
    }

    private void send(String id, OutgoingEvent event) throws InterruptedException {
        // The session is this thread's alone, so the producer's threads only leave word.
        var unused = outlet.send(event).whenComplete((kept, failed) -> answers.add(new Answer(id, failed)));
    }

    private void takeAnswers() throws JMSException {
        // Without a connection an acknowledgement would wait for one.
        while (link.isUp()) {
            var answer = answers.poll();
            if (answer == null) {
                return;
            }
            settle(answer);
        }
    }

    private void settle(Answer answer) throws JMSException {
        var failed = answer.failure();
        if (failed != null) {
            refused(answer.id(), failed);
            return;
        }
        var message = inFlight.remove(answer.id());
        if (message == null) {
            throw new IllegalStateException("two answers for " + answer.id());
        }
        settled.add(answer.id());
        message.message().acknowledge();
        retryNanos = settings.firstRetry().toNanos();
        count(0, 1, 0, 0);
    }

    private void refused(String id, Throwable why) {
        count(0, 0, 0, 1);
        if (refused.isEmpty()) {
            if (settings.idleExit() != null) {
                failure = why;
            } else {
                say.accept(why.getMessage() + "; messages stay in the queue " + queue + ", next try in "
                        + TimeUnit.NANOSECONDS.toSeconds(retryNanos) + " s");
            }
            retryAt = nanoTime.getAsLong() + retryNanos;
            retryNanos = Math.min(2 * retryNanos, settings.longestRetry().toNanos());
        }
        refused.add(id);
    }

    private void sendRefusedAgain() throws InterruptedException {
        if (refused.isEmpty() || nanoTime.getAsLong() - retryAt < 0) {
            return;
        }
        for (int i = refused.size(); i > 0; i--) {
            var id = refused.remove();
            var message = inFlight.get(id);
            if (message != null) {
                send(id, message.event());
            }
        }
    }

    private void count(long received, long acknowledged, long rejected, long failed) {
        counters = counters.plus(received, acknowledged, rejected, failed);
    }

    /**
     * What became of a message.
     *
     * @param failure null where the stream has its record
     */
    private record Answer(String id, @Nullable Throwable failure) {}
}
