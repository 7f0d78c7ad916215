package dev.kinesislake.cli.queue;

import static dev.kinesislake.cli.queue.RunningSender.settings;
import static dev.kinesislake.cli.queue.TestBroker.QUEUE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.cli.FakeStream;
import dev.kinesislake.cli.queue.FakeOutlet.Mood;
import dev.kinesislake.producer.Acknowledged;
import dev.kinesislake.producer.EventProducer;
import dev.kinesislake.producer.OutgoingEvent;
import jakarta.jms.MapMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueSenderTest {

    @TempDir
    private Path folder;

    private TestBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new TestBroker(folder);
    }

    @AfterEach
    void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void textsAndBytesArriveByteForByte() throws Exception {
        var bytes = new byte[] {0, (byte) 0xff, '{', '\r', '\n', (byte) 0xc3, 0};
        broker.put(
                session -> session.createTextMessage("{\r\n \"é\": \"🛒\u0000\"\n}"),
                session -> {
                    var message = session.createBytesMessage();
                    message.writeBytes(bytes);
                    return message;
                },
                session -> session.createTextMessage(),
                session -> session.createBytesMessage());
        var stream = new FakeOutlet(Mood.TAKES);

        var counters = sendAll(stream);

        assertThat(stream.taken())
                .containsExactly("{\r\n \"é\": \"🛒\u0000\"\n}".getBytes(UTF_8), bytes, new byte[0], new byte[0]);
        assertThat(counters).isEqualTo(new QueueCounters(4, 4, 0, 0));
        assertThat(broker.messages(QUEUE)).isZero();
    }

    @Test
    @DisplayName("A message is acknowledged only after the stream has its record, and no other message with it")
    void acknowledgesAfterStoring() throws Exception {
        broker.putTexts(List.of("a", "b", "c"));
        var stream = new FakeOutlet(Mood.HOLDS);
        try (var sender = new RunningSender(broker.asBroker(), stream, settings())) {
            Await.until("the stream has three", () -> stream.held().size() == 3);
            assertThat(broker.messages(QUEUE)).isEqualTo(3);
            assertThat(broker.inFlight()).isEqualTo(3);

            stream.take("b");
            Await.until("one is acknowledged", () -> broker.messages(QUEUE) == 2);
            assertThat(sender.stop()).isEqualTo(new QueueCounters(3, 1, 0, 0));
        }
        assertThat(texts(QUEUE, 2)).containsExactly("a", "c");
    }

    @Test
    void noMoreAreReceivedThanMayBeInFlight() throws Exception {
        broker.putTexts(numbers(20));
        var stream = new FakeOutlet(Mood.HOLDS);
        try (var sender = new RunningSender(broker.asBroker(), stream, settings(3, null))) {
            for (int taken = 0; taken < 20; taken++) {
                int most = Math.min(3, 20 - taken);
                Await.until("the stream has " + most, () -> stream.held().size() == most);
                assertThat(sender.counters().received()).isLessThanOrEqualTo(taken + 3);
                stream.take(Integer.toString(taken));
            }
            Await.until("all are acknowledged", () -> broker.messages(QUEUE) == 0);
        }
        assertThat(stream.texts()).isEqualTo(numbers(20));
    }

    @Test
    void whatTheStreamDoesNotTakeStaysInTheQueueAndIsSentAgain() throws Exception {
        broker.putTexts(numbers(50));
        var stream = new FakeOutlet(Mood.REFUSES);
        try (var sender = new RunningSender(broker.asBroker(), stream, settings())) {
            Await.until("it was refused again", () -> stream.refusals() > 100);
            assertThat(broker.messages(QUEUE)).isEqualTo(50);
            assertThat(sender.counters().acknowledged()).isZero();
            assertThat(sender.said())
                    .contains("the stream takes nothing; messages stay in the queue shop.events, next try in 0 s");

            stream.now(Mood.TAKES);
            Await.until("all are acknowledged", () -> broker.messages(QUEUE) == 0);
        }
        assertThat(stream.texts()).containsExactlyInAnyOrderElementsOf(numbers(50));
    }

    @Test
    @DisplayName("A sender that ends by itself ends at the first message that the stream refuses")
    void endsAtARefusedMessage() throws Exception {
        broker.putTexts(numbers(50));

        var sender =
                new RunningSender(broker.asBroker(), new FakeOutlet(Mood.REFUSES), settings(10, Duration.ofHours(1)));

        assertThatThrownBy(sender::ended)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(QueueException.class)
                .hasMessage("the stream takes no more: the stream takes nothing; "
                        + "what isn't acknowledged stays in the queue shop.events");
        assertThat(broker.messages(QUEUE)).isEqualTo(50);
    }

    @Test
    void whatNoRecordCanHoldGoesToAQueueOfItsOwn() throws Exception {
        broker.put(
                session -> session.createTextMessage("first"),
                session -> session.createObjectMessage(Instant.EPOCH),
                session -> {
                    var map = session.createMapMessage();
                    map.setString("cart", "full");
                    map.setStringProperty("shop", "north");
                    return map;
                },
                session -> session.createTextMessage("x".repeat(1_048_577)),
                // Its partition key doesn't fit in with it.
                session -> session.createTextMessage("x".repeat(1_048_576)),
                session -> session.createTextMessage("half a pair: \ud83d"),
                session -> session.createTextMessage("last"));
        var stream = new FakeOutlet(Mood.TAKES);

        var counters = sendAll(stream);

        assertThat(stream.texts()).containsExactly("first", "last");
        assertThat(counters).isEqualTo(new QueueCounters(7, 2, 5, 0));
        assertThat(broker.messages(QUEUE)).isZero();
        var rejected = broker.take("shop.events.rejected", 5);
        var reasons = new ArrayList<String>();
        for (var message : rejected) {
            reasons.add(message.getStringProperty(Rejected.REASON));
        }
        assertThat(reasons)
                .containsExactly(
                        "it is neither a text nor a bytes message",
                        "it is neither a text nor a bytes message",
                        "it has 1048577 bytes, allowed are up to 1048576",
                        "it has 1048590 bytes, allowed are up to 1048576",
                        "its text has half a surrogate pair, which UTF-8 has no bytes for");
        assertThat(rejected.get(1).getStringProperty("shop")).isEqualTo("north");
        assertThat(((MapMessage) rejected.get(1)).getString("cart")).isEqualTo("full");
        assertThat(TestBroker.text(rejected.get(2))).isEqualTo("x".repeat(1_048_577));
    }

    @Test
    void aBodyThatCannotBeDecodedGoesToTheQueueOfRejectedOnes() throws Exception {
        broker.put(
                session -> session.createTextMessage("first"),
                session -> raw(new ActiveMQTextMessage(), false, new byte[] {0x7f, 1, 2, 3}),
                session -> raw(new ActiveMQTextMessage(), false, new byte[] {0, 0, 0, 9, 'x'}),
                session -> raw(new ActiveMQTextMessage(), false, new byte[] {-1, -1, -1, -2}),
                session -> raw(new ActiveMQTextMessage(), false, new byte[] {0}),
                session -> raw(new ActiveMQTextMessage(), true, "no deflate".getBytes(UTF_8)),
                session -> raw(new ActiveMQTextMessage(), true, deflated(new byte[] {0x7f, -1, -1, -1})),
                session -> raw(new ActiveMQBytesMessage(), true, "0000no deflate".getBytes(UTF_8)),
                session -> raw(new ActiveMQBytesMessage(), true, new byte[] {-1, -1, -1, -1}),
                session -> raw(new ActiveMQBytesMessage(), true, new byte[] {0}),
                session -> session.createStreamMessage(),
                session -> raw(new ActiveMQMapMessage(), false, new byte[] {0x7f, 1}),
                session -> raw(new ActiveMQObjectMessage(), false, new byte[] {0x7f, 1}),
                session -> {
                    var properties = raw(new ActiveMQTextMessage(), false, new byte[] {0x7f, 1, 2, 3});
                    properties.setMarshalledProperties(new ByteSequence(new byte[] {0x7f, 1, 2, 3}));
                    return properties;
                },
                session -> session.createTextMessage("last"));
        var stream = new FakeOutlet(Mood.TAKES);

        var counters = sendAll(stream);

        assertThat(stream.texts()).containsExactly("first", "last");
        assertThat(counters).isEqualTo(new QueueCounters(15, 2, 13, 0));
        assertThat(broker.messages(QUEUE)).isZero();
        assertThat(broker.messages("shop.events.rejected")).isEqualTo(13);
    }

    @Test
    void answersThatHaveArrivedAreSettledWhateverEndsTheRun() throws Exception {
        broker.putTexts(List.of("a", "b", "the end"));
        var stream = new FakeOutlet(Mood.HOLDS);
        var outlet = new Outlet() {
            @Override
            public CompletableFuture<Acknowledged> send(OutgoingEvent event) {
                if (new String(event.data(), UTF_8).equals("the end")) {
                    throw new IllegalStateException("the producer is closed");
                }
                return stream.send(event);
            }

            @Override
            public void flush() {
                stream.takeAll();
            }
        };

        assertThatThrownBy(new RunningSender(broker.asBroker(), outlet, settings())::ended)
                .hasRootCauseMessage("the producer is closed");

        assertThat(stream.texts()).containsExactlyInAnyOrder("a", "b");
        assertThat(texts(QUEUE, 1)).containsExactly("the end");
    }

    private static <M extends ActiveMQMessage> M raw(M message, boolean compressed, byte[] content) {
        message.setContent(new ByteSequence(content));
        message.setCompressed(compressed);
        return message;
    }

    private static byte[] deflated(byte[] bytes) {
        var deflated = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(deflated)) {
            deflater.write(bytes);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return deflated.toByteArray();
    }

    @Test
    @DisplayName("A broker that stops and starts again loses and duplicates nothing")
    void aRestartedBroker() throws Exception {
        broker.putTexts(numbers(300));
        var stream = new FakeOutlet(Mood.HOLDS);
        try (var sender = new RunningSender(broker.asBroker(), stream, settings(100, null))) {
            Await.until("a hundred are in flight", () -> stream.held().size() == 100);
            for (int i = 0; i < 30; i++) {
                stream.take(Integer.toString(i));
            }
            Await.until("some are acknowledged", () -> broker.messages(QUEUE) == 270);
            Await.until("a hundred are in flight", () -> stream.held().size() == 100);
            broker.stop();
            Await.until("the loss is reported", () -> sender.said().size() == 2);
            stream.takeAll();
            broker.start();
            stream.now(Mood.TAKES);

            Await.until("all are taken", () -> {
                stream.takeAll();
                return stream.taken().size() >= 300 && broker.messages(QUEUE) == 0;
            });
            assertThat(sender.said())
                    .containsExactly(
                            "connecting to the broker " + broker.url(),
                            "the broker " + broker.url() + " is lost, reconnecting",
                            "the broker " + broker.url() + " is connected again");
            assertThat(sender.stop().acknowledged()).isEqualTo(300);
        }
        assertThat(stream.texts()).containsExactlyInAnyOrderElementsOf(numbers(300));
        assertThat(broker.messages("ActiveMQ.DLQ")).isZero();
    }

    @Test
    void aSenderThatIsKilledLosesNothing() throws Exception {
        broker.putTexts(numbers(3_000));
        var file = folder.resolve("stream");
        try (var first = new ChildJvm(FileOutlet.class, broker.url(), file.toString())) {
            Await.until("it is in the middle", () -> FileOutlet.lines(file).size() >= 500);
            first.kill();
        }
        Await.until("the broker knows", () -> broker.inFlight() == 0);
        assertThat(broker.messages(QUEUE)).isBetween(1L, 2_999L);
        var second = new FakeOutlet(Mood.TAKES);

        sendAll(second);

        assertThat(broker.messages(QUEUE)).isZero();
        var stored = new ArrayList<>(FileOutlet.lines(file));
        stored.addAll(second.texts());
        assertThat(stored).containsAll(numbers(3_000));
    }

    @Test
    void aBrokerThatIsKilledLosesNothing() throws Exception {
        int port = TestBroker.freePort();
        var url = TestBroker.url(port);
        var home = folder.resolve("killed");
        var stream = new FakeOutlet(Mood.HOLDS);
        try (var first = startBroker(home, port)) {
            TestBroker.putTexts(url, numbers(1_000));
            var away = new Broker(new BrokerUrl(url), null, null);
            try (var sender = new RunningSender(away, stream, settings(200, null))) {
                Await.until("two hundred are in flight", () -> stream.held().size() == 200);
                for (int i = 0; i < 100; i++) {
                    stream.take(Integer.toString(i));
                }
                Await.until("some are acknowledged", () -> sender.counters().acknowledged() == 100);
                first.kill();
                stream.now(Mood.TAKES);
                stream.takeAll();
                try (var again = startBroker(home, port)) {
                    Await.until("all are taken", () -> {
                        stream.takeAll();
                        return sender.counters().acknowledged() == 1_000;
                    });
                    sender.stop();
                    assertThat(again.isAlive()).isTrue();
                }
            }
        }
        assertThat(stream.texts()).containsExactlyInAnyOrderElementsOf(numbers(1_000));
        try (var rest = new TestBroker(home, TestBroker.freePort())) {
            assertThat(rest.messages(QUEUE)).isZero();
        }
    }

    @Test
    void aMessageDeliveredAgainWhileItIsInHandIsNotSentTwice() throws Exception {
        broker.putTexts(List.of("a", "b", "c"));
        var stream = new FakeOutlet(Mood.HOLDS);
        try (var sender = new RunningSender(broker.asBroker(), stream, settings())) {
            Await.until("the stream has three", () -> stream.held().size() == 3);
            broker.stop();
            Await.until("the loss is reported", () -> sender.said().size() == 2);
            broker.start();
            Await.until("all are delivered again", () -> sender.counters().received() == 6);

            assertThat(stream.held()).containsExactly("a", "b", "c");
            stream.takeAll();
            Await.until("all are acknowledged", () -> broker.messages(QUEUE) == 0);
            assertThat(sender.stop()).isEqualTo(new QueueCounters(6, 3, 0, 0));
        }
        assertThat(stream.texts()).containsExactly("a", "b", "c");
    }

    @Test
    @DisplayName("An acknowledgement lost with broker and sender makes one more record and loses nothing")
    void aLostAcknowledgement() throws Exception {
        int port = TestBroker.freePort();
        var url = TestBroker.url(port);
        var home = folder.resolve("killed");
        var stream = new FakeOutlet(Mood.HOLDS);
        try (var first = startBroker(home, port)) {
            TestBroker.putTexts(url, List.of("a", "b"));
            var away = new Broker(new BrokerUrl(url), null, null);
            try (var sender = new RunningSender(away, stream, settings())) {
                Await.until("the stream has two", () -> stream.held().size() == 2);
                first.kill();
                Await.until("the loss is reported", () -> sender.said().size() == 2);
                stream.take("a");
            }
        }
        stream.now(Mood.TAKES);
        try (var again = new TestBroker(home, TestBroker.freePort());
                var successor = new RunningSender(again.asBroker(), stream, settings())) {
            Await.until("all are acknowledged", () -> again.messages(QUEUE) == 0);
            assertThat(successor.stop().acknowledged()).isEqualTo(2);
        }
        assertThat(stream.texts()).containsExactlyInAnyOrder("a", "a", "b");
    }

    @Test
    void throughAThrottledStreamsProducerEveryMessageIsStoredOnce() throws Exception {
        broker.putTexts(numbers(100));
        var stream = new FakeStream().refusing(0.2);
        try (var producer = EventProducer.builder("visits", stream).build()) {
            assertThat(sendAll(Outlet.of(producer))).isEqualTo(new QueueCounters(100, 100, 0, 0));
        }
        assertThat(stream.data()).containsExactlyInAnyOrderElementsOf(numbers(100));
        assertThat(broker.messages(QUEUE)).isZero();
    }

    @Test
    void aBrokerThatIsNotThereIsToldWithoutCredentials() throws Exception {
        var url = TestBroker.url(TestBroker.freePort());
        var nobody = new Broker(new BrokerUrl(url), "shop", "secret");

        assertThatThrownBy(new RunningSender(nobody, new FakeOutlet(Mood.TAKES), settings())::ended)
                .cause()
                .isInstanceOf(QueueException.class)
                .hasMessageStartingWith("the queue shop.events of the broker " + url + " can't be read: ")
                .hasMessageNotContaining("secret");
        assertThat(nobody).hasToString(url);
    }

    @Test
    void credentialsAreGivenToTheBrokerAndToNobodyElse() throws Exception {
        broker.putTexts(numbers(3));
        broker.stop();
        broker.requirePassword("shop", "secret");
        broker.start();
        var url = new BrokerUrl(broker.url());
        var stream = new FakeOutlet(Mood.TAKES);

        assertThatThrownBy(new RunningSender(new Broker(url, "shop", "geheim"), stream, settings())::ended)
                .cause()
                .isInstanceOf(QueueException.class)
                .hasMessageNotContaining("geheim");
        sendAll(new Broker(url, "shop", "secret"), stream);

        assertThat(stream.texts()).isEqualTo(numbers(3));
    }

    private QueueCounters sendAll(Outlet outlet) throws Exception {
        return sendAll(broker.asBroker(), outlet);
    }

    private QueueCounters sendAll(Broker from, Outlet outlet) throws Exception {
        try (var sender = new RunningSender(from, outlet, settings())) {
            Await.until("all are acknowledged", () -> broker.messages(QUEUE) == 0 || sender.hasEnded());
            return sender.stop();
        }
    }

    private static ChildJvm startBroker(Path home, int port) throws Exception {
        Files.createDirectories(home);
        var started = home.resolve("started");
        Files.deleteIfExists(started);
        var child = new ChildJvm(TestBroker.class, home.toString(), Integer.toString(port));
        Await.until("the broker has started", () -> Files.exists(started));
        return child;
    }

    private List<String> texts(String queue, int count) throws Exception {
        var texts = new ArrayList<String>();
        for (var message : broker.take(queue, count)) {
            texts.add(TestBroker.text(message));
        }
        return texts;
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
