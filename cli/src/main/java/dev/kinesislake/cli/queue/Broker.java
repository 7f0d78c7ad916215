package dev.kinesislake.cli.queue;

import jakarta.jms.JMSException;
import java.util.List;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A broker and who one is to it.
 *
 * @param user null where the broker asks for none
 * @param password null where the broker asks for none
 */
public record Broker(
        BrokerUrl url, @Nullable String user, @Nullable String password) {

    /**
     * A connection that isn't started. What the URL's options say otherwise about the following doesn't count, since each of them
     * decides whether messages can be lost.
     *
     * @param prefetch how many messages the broker delivers ahead
     */
    ActiveMQConnection connect(int prefetch) throws JMSException {
        var factory = new ActiveMQConnectionFactory(url.reconnecting());
        // After a reconnect the client would take what is delivered again for a duplicate, and move it to the dead
        // letters.
        factory.setCheckForDuplicates(false);
        var redelivery = new RedeliveryPolicy();
        redelivery.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        factory.setRedeliveryPolicy(redelivery);
        factory.setOptimizeAcknowledge(false);
        // A rejected message's copy is stored before the message is acknowledged.
        factory.setUseAsyncSend(false);
        factory.setAlwaysSyncSend(true);
        factory.setTrustAllPackages(false);
        factory.setTrustedPackages(List.of());
        factory.setWatchTopicAdvisories(false);
        factory.getPrefetchPolicy().setQueuePrefetch(prefetch);
        return (ActiveMQConnection) factory.createConnection(user, password);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return url.toString();
    }
}
