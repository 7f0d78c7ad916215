package dev.kinesislake.lab.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.producer.Acknowledged;
import dev.kinesislake.producer.EventProducer;
import dev.kinesislake.producer.OutgoingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Visitors of the website: events that go to a stream all the time, each acknowledged with the position that its row must have. */
final class Traffic implements AutoCloseable {

    private static final List<String> SECTIONS = List.of("Electronics", "Beauty-Prouducts", "Home-Decor");
    private static final int EVENTS_PER_BEAT = 10;
    private static final int VISITORS = 40;

    private final KinesisClient kinesis;
    private final EventProducer producer;
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
    private final Set<String> acknowledged = new TreeSet<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private final ScheduledFuture<?> beats;
    private int sent;

    private Traffic(KinesisClient kinesis, EventProducer producer) {
        this.kinesis = kinesis;
        this.producer = producer;
        beats = beat.scheduleAtFixedRate(this::sendSome, 0, 100, TimeUnit.MILLISECONDS);
    }

    /** Begins to send 100 events a second. */
    static Traffic to(DeployedStack stack) {
        var person = AccessKey.PERSON;
        var kinesis = EventProducer.clientBuilder(Region.of(stack.output("region")))
                .endpointOverride(stack.aws().kinesis().endpoint())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(person.id(), person.secret())))
                .build();
        return new Traffic(
                kinesis,
                EventProducer.builder(stack.output("streamName"), kinesis).build());
    }

    /** Waits until the stream has some number of events. */
    void awaitAcknowledged(int events) throws InterruptedException {
        synchronized (acknowledged) {
            while (acknowledged.size() < events) {
                acknowledged.wait();
            }
        }
    }

    /** How many events the stream has. */
    int acknowledged() {
        synchronized (acknowledged) {
            return acknowledged.size();
        }
    }

    /**
     * Ends it once everything that was sent is acknowledged.
     *
     * @return the rows that {@link Lake#rows()} must have of it
     */
    List<String> stop() throws InterruptedException {
        beats.cancel(false);
        beat.shutdown();
        if (!beat.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("the producer hangs");
        }
        answers.forEach(CompletableFuture::join);
        synchronized (acknowledged) {
            return List.copyOf(acknowledged);
        }
    }

    private void acknowledged(Acknowledged at, String uuid) {
        synchronized (acknowledged) {
            acknowledged.add(Lake.row(at.shardId(), at.sequenceNumber(), uuid));
            acknowledged.notifyAll();
        }
    }

    private void sendSome() {
        for (int i = 0; i < EVENTS_PER_BEAT; i++) {
            var uuid = "event-" + sent++;
            var event = "{\"metadata\":{\"uuid\":\"%s\",\"section\":\"%s\"},\"payload\":{}}"
                    .formatted(uuid, SECTIONS.get(sent % SECTIONS.size()));
            try {
                answers.add(producer.send(new OutgoingEvent("visitor-" + sent % VISITORS, event.getBytes(UTF_8)))
                        .thenAccept(at -> acknowledged(at, uuid)));
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        beat.shutdownNow();
        producer.close();
        kinesis.close();
    }
}
