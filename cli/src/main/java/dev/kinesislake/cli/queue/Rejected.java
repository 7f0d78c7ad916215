package dev.kinesislake.cli.queue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.activemq.command.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

/** Moves messages that can't be records to a queue of their own, where they block nothing and nothing is lost. */
final class Rejected {

    /** What the name of that queue adds to the name of theirs. */
    static final String SUFFIX = ".rejected";

    /** The property that tells why. */
    static final String REASON = "rejectedBecause";

    private static final int SHOWN = 20;

    private final Session session;
    private final String queue;
    private final Consumer<String> say;
    private @Nullable MessageProducer producer;
    private long count;

    Rejected(Session session, String queue, Consumer<String> say) {
        this.session = session;
        this.queue = queue + SUFFIX;
        this.say = say;
    }

    /** Stores a copy of a message, then acknowledges it: a crash in between leaves two copies, never none. */
    void move(Message message, String reason) throws JMSException {
        // The session would give the message itself a new id, and then acknowledge one that doesn't exist.
        var copy = (ActiveMQMessage) ((ActiveMQMessage) message).copy();
        try {
            // JMS's own setter would decode the body, which may be what is broken.
            copy.setProperty(REASON, reason);
        } catch (IOException brokenProperties) {
            // Then they are kept as they are.
        }
        try {
            producer().send(copy, DeliveryMode.PERSISTENT, message.getJMSPriority(), Message.DEFAULT_TIME_TO_LIVE);
        } catch (JMSException refused) {
            throw new QueueException(
                    "a message can't be sent (" + reason + "), nor be moved to the queue " + queue + ": "
                            + refused.getMessage(),
                    refused);
        }
        message.acknowledge();
        if (++count <= SHOWN) {
            say.accept(message.getJMSMessageID() + " is moved to the queue " + queue + ": " + reason);
        }
    }

    private MessageProducer producer() throws JMSException {
        var made = producer;
        if (made == null) {
            made = session.createProducer(session.createQueue(queue));
            producer = made;
        }
        return made;
    }
}
