package dev.kinesislake.lab.aws.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.producer.EventProducer;
import dev.kinesislake.redrive.aws.KinesisEventStream;
import dev.kinesislake.redrive.aws.Lease;
import dev.kinesislake.redrive.mark.TaggedRecord;
import dev.kinesislake.redrive.send.Deadline;
import dev.kinesislake.redrive.send.EventStream;
import dev.kinesislake.redrive.send.EventStream.Entry;
import dev.kinesislake.redrive.send.EventStream.PutResult;
import dev.kinesislake.redrive.send.EventStream.Refused;
import dev.kinesislake.redrive.send.EventStream.Stored;
import dev.kinesislake.redrive.send.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The redrive's stream with the real client, over HTTP. */
class RedriveStreamContractTest {

    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(1, 2);

    @TempDir
    private Path folder;

    private KinesisStreams streams;
    private KinesisServer server;
    private KinesisClient client;
    private EventStream stream;

    @BeforeEach
    void start() throws IOException {
        streams = KinesisStreams.open(folder, "eu-west-1", "123456789012", InstantSource.system(), ShardLimits.NONE);
        streams.create(StreamSettings.provisioned("visits", 2));
        server = KinesisServer.start(0, streams, accessKeyId -> Permissions.ALL);
        var builder = EventProducer.clientBuilder(Region.EU_WEST_1)
                .endpointOverride(server.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("me", "secret")));
        builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new Lease())
                .build());
        client = builder.build();
        stream = new KinesisEventStream(client, client, "visits");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        streams.close();
    }

    @Test
    void whatWasPutIsFoundByItsTokenAlsoInAShardThatIsClosed() {
        var before = Instant.now();
        var put = stream.put(List.of(entry("user 1", FIRST), entry("user 2", SECOND)), inAMinute());
        streams.update(StreamSettings.provisioned("visits", 4));

        var found = stream.find(Set.of(FIRST, SECOND, new UUID(1, 3)), before.minusSeconds(1));

        assertThat(found).isEqualTo(Map.<UUID, PutResult>of(FIRST, put.get(0), SECOND, put.get(1)));
        assertThat(put).allMatch(result -> result instanceof Stored);
        assertThat(stream.retention()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void afterItsTimeNoPutLeavesTheMachine() {
        assertThat(stream.put(List.of(entry("user 1", FIRST)), Deadline.in(Duration.ZERO, Time.of(Clock.systemUTC()))))
                .containsExactly(new Refused("the time for it was over", true));
        assertThat(stream.find(Set.of(FIRST), Instant.now().minusSeconds(60))).isEmpty();
    }

    @Test
    @DisplayName("After the machine has slept through its time no put leaves it, though System.nanoTime stood still")
    void aMachineThatSlept() {
        var slept = new AtomicBoolean();
        var stopped = new Time() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public Instant wall() {
                return slept.get() ? Instant.EPOCH.plusSeconds(61) : Instant.EPOCH;
            }

            @Override
            public void pause(Duration howLong) {}
        };
        var until = Deadline.in(Duration.ofMinutes(1), stopped);
        slept.set(true);

        assertThat(stream.put(List.of(entry("user 1", FIRST)), until))
                .containsExactly(new Refused("the time for it was over", true));
    }

    @Test
    void aStreamThatIsNotThereIsARefusalForGood() {
        var missing = new KinesisEventStream(client, client, "another");

        assertThat(missing.put(List.of(entry("user 1", FIRST)), inAMinute()))
                .singleElement()
                .matches(result -> result instanceof Refused refused && !refused.retried());
    }

    private static Entry entry(String partitionKey, UUID token) {
        return new Entry(partitionKey, TaggedRecord.of(partitionKey, "{}".getBytes(UTF_8), token));
    }

    private static Deadline inAMinute() {
        return Deadline.in(Duration.ofMinutes(1), Time.of(Clock.systemUTC()));
    }
}
