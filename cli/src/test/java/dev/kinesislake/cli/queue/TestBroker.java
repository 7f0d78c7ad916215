package dev.kinesislake.cli.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.jspecify.annotations.Nullable;

/** A persistent broker in this process, which can be stopped and started again on its port. */
public final class TestBroker implements AutoCloseable {

    public static final String QUEUE = "shop.events";

    private final Path folder;
    private final int port;
    private List<AuthenticationUser> users = List.of();
    private BrokerService service;

    public TestBroker(Path folder) throws Exception {
        this(folder, freePort());
    }

    TestBroker(Path folder, int port) throws Exception {
        this.folder = folder;
        this.port = port;
        service = started();
    }

    /** A broker in a process of its own: its folder, its port. It runs until it's killed. */
    public static void main(String[] args) throws Exception {
        @SuppressWarnings("resource") // the process is killed
        var broker = new TestBroker(Path.of(args[0]), Integer.parseInt(args[1]));
        Files.writeString(Path.of(args[0], "started"), broker.url());
        broker.service.waitUntilStopped();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String url(int port) {
        return "tcp://127.0.0.1:" + port;
    }

    public String url() {
        return url(port);
    }

    Broker asBroker() {
        return new Broker(new BrokerUrl(url()), null, null);
    }

    void stop() throws Exception {
        service.stop();
        service.waitUntilStopped();
    }

    void start() throws Exception {
        service = started();
    }

    /** Messages that the queue holds, delivered or not. */
    public long messages(String queue) throws Exception {
        var destination = destination(queue);
        return destination == null
                ? 0
                : destination.getDestinationStatistics().getMessages().getCount();
    }

    /** Messages that are delivered and not acknowledged. */
    long inFlight() throws Exception {
        var destination = destination(QUEUE);
        return destination == null
                ? 0
                : destination.getDestinationStatistics().getInflight().getCount();
    }

    private @Nullable Destination destination(String queue) throws Exception {
        return service.getBroker().getDestinationMap().get(new ActiveMQQueue(queue));
    }

    private BrokerService started() throws Exception {
        var broker = new BrokerService();
        broker.setBrokerName("shop" + port);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setSchedulerSupport(false);
        broker.setAdvisorySupport(false);
        var store = new KahaDBPersistenceAdapter();
        store.setDirectory(folder.resolve("kahadb").toFile());
        broker.setPersistenceAdapter(store);
        broker.setDataDirectoryFile(folder.toFile());
        if (!users.isEmpty()) {
            broker.setPlugins(new BrokerPlugin[] {new SimpleAuthenticationPlugin(users)});
        }
        broker.addConnector(new URI(url()));
        broker.start();
        broker.waitUntilStarted();
        return broker;
    }

    /** Lets in only those who know this password, from the next start on. */
    void requirePassword(String user, String word) {
        users = List.of(new AuthenticationUser(user, word, ""));
    }

    /** Makes a message. */
    public interface Making {
        Message in(Session session) throws JMSException;
    }

    static void put(String url, List<Making> messages) throws JMSException {
        try (var connection = new ActiveMQConnectionFactory(url).createConnection();
                var session = connection.createSession(true, Session.SESSION_TRANSACTED);
                var producer = session.createProducer(session.createQueue(QUEUE))) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (var message : messages) {
                producer.send(message.in(session));
            }
            session.commit();
        }
    }

    public void put(Making... messages) throws JMSException {
        put(url(), List.of(messages));
    }

    static void putTexts(String url, List<String> texts) throws JMSException {
        put(
                url,
                texts.stream()
                        .map(text -> (Making) session -> session.createTextMessage(text))
                        .toList());
    }

    public void putTexts(List<String> texts) throws JMSException {
        putTexts(url(), texts);
    }

    /** Takes what a queue holds, in its order. */
    List<Message> take(String queue, int count) throws JMSException {
        var taken = new ArrayList<Message>();
        try (var connection = new ActiveMQConnectionFactory(url()).createConnection();
                var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                var consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            while (taken.size() < count) {
                taken.add(consumer.receive());
            }
        }
        return taken;
    }

    static String text(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            var body = new byte[(int) bytes.getBodyLength()];
            bytes.readBytes(body);
            return new String(body, UTF_8);
        }
        return ((TextMessage) message).getText();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
