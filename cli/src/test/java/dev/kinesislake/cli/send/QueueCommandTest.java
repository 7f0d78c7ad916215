package dev.kinesislake.cli.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.kinesislake.cli.FakeStream;
import dev.kinesislake.cli.queue.TestBroker;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

class QueueCommandTest {

    private static final String EVENT =
            "{\"metadata\":{\"uuid\":\"1\",\"section\":\"Toys\"},\"payload\":{\"userid\":\"77\"}}";

    @TempDir
    private Path folder;

    private final FakeStream stream = new FakeStream();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private LongSupplier nanoTime = System::nanoTime;

    @Test
    void sendsAQueueEventsOrNotUntilItIsIdle() throws Exception {
        try (var broker = new TestBroker(folder)) {
            broker.putTexts(List.of(EVENT, "no event"));
            nanoTime = standsStillUntilEmpty(broker);

            assertThat(send("--amq", broker.url(), "--queue", TestBroker.QUEUE, "--idle-exit", "3"))
                    .isZero();

            assertThat(stream.data()).containsExactlyInAnyOrder(EVENT, "no event");
            assertThat(stream.stored())
                    .extracting(FakeStream.Stored::partitionKey)
                    .contains("77");
            assertThat(broker.messages(TestBroker.QUEUE)).isZero();
        }
        assertThat(out.toString().replaceAll(" +", " "))
                .startsWith("received 2\nacknowledged 2\nrejected 0\nretries 0\nbytes "
                        + (EVENT.length() + "no event".length()) + "\nseconds ");
    }

    @Test
    void exitsWith1WhenAMessageWasRejected() throws Exception {
        try (var broker = new TestBroker(folder)) {
            broker.put(session -> session.createMapMessage());
            nanoTime = standsStillUntilEmpty(broker);

            assertThat(send("--amq", broker.url(), "--queue", TestBroker.QUEUE, "--idle-exit", "3"))
                    .isEqualTo(1);

            assertThat(broker.messages(TestBroker.QUEUE + ".rejected")).isEqualTo(1);
        }
        assertThat(err.toString())
                .endsWith("is moved to the queue shop.events.rejected: it is neither a text nor a bytes message\n");
    }

    @Test
    void exitsWith1AndLeavesTheQueueAloneWhenThereIsNoStream() throws Exception {
        stream.before(() -> {
            throw KinesisException.builder()
                    .statusCode(400)
                    .message("no such stream")
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ResourceNotFoundException")
                            .build())
                    .build();
        });
        try (var broker = new TestBroker(folder)) {
            broker.putTexts(List.of(EVENT, EVENT));

            assertThat(send("--amq", broker.url(), "--queue", TestBroker.QUEUE, "--idle-exit", "60"))
                    .isEqualTo(1);

            assertThat(broker.messages(TestBroker.QUEUE)).isEqualTo(2);
        }
        // A broker that is slow may be reported as lost before.
        assertThat(err.toString().lines())
                .last(STRING)
                .startsWith("the stream takes no more: the stream visits can't be written: ")
                .endsWith("; what isn't acknowledged stays in the queue shop.events");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--amq tcp://127.0.0.1:1 | Missing required argument(s): --queue=NAME",
                "--queue q | Missing required argument(s): --amq=URL",
                "--amq vm://x --queue q | 'vm://x' is no broker's URL",
                "--amq tcp://me:secret@127.0.0.1:1 --queue q | the broker's URL has credentials",
                "--amq tcp://127.0.0.1:1 --queue a,b | 'a,b' is not the name of a queue",
                "--amq tcp://127.0.0.1:1 --queue q --idle-exit 0 | --idle-exit is 0, allowed is 1 to 86400",
                "--amq tcp://127.0.0.1:1 --queue q file | --amq sends a queue",
                "--amq tcp://127.0.0.1:1 --queue q --skip-invalid | --amq sends a queue",
            })
    void exitsWith2WhenItIsCalledWrongly(String args, String message) throws IOException {
        assertThat(send(args.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message).doesNotContain("secret");
    }

    private int send(String... args) throws IOException {
        var outputs = folder.resolve("outputs.json");
        Files.writeString(outputs, "{\"streamName\":\"visits\",\"region\":\"eu-central-1\"}");
        var all = new ArrayList<>(List.of("--outputs", outputs.toString()));
        all.addAll(Arrays.asList(args));
        var surroundings = new Surroundings(
                any -> stream, "no-such-pulumi", folder, InputStream.nullInputStream(), false, nanoTime);
        return new CommandLine(new SendCommand(surroundings))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setParameterExceptionHandler((wrong, given) -> told(wrong, 2))
                .setExecutionExceptionHandler((failure, command, parsed) -> told(failure, 1))
                .execute(all.toArray(String[]::new));
    }

    /** A clock by which the queue is idle for hours once it's empty, and not before, however slow the machine is. */
    private static LongSupplier standsStillUntilEmpty(TestBroker broker) {
        var hours = new AtomicLong();
        return () -> Duration.ofHours(isEmpty(broker) ? hours.incrementAndGet() : hours.get())
                .toNanos();
    }

    private static boolean isEmpty(TestBroker broker) {
        try {
            return broker.messages(TestBroker.QUEUE) == 0;
        } catch (Exception unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    private int told(Exception failure, int status) {
        err.append(failure.getMessage()).append('\n');
        return status;
    }
}
