package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.protobuf.CodedOutputStream;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.aws.s3.S3Call;
import dev.kinesislake.lab.aws.s3.S3Errors;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

/**
 * A program that sends personal data in every place that an event has through a local stack, while all goes well and while S3 fails, the
 * function is killed, and a batch is discarded. It prints what the event source mapping reports.
 */
final class PersonalData {

    /** Is in all of it. */
    static final String MARK = "Zq7PlantedPerson";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Set<String> reports = new ConcurrentSkipListSet<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicReference<Trouble> trouble = new AtomicReference<>(Trouble.NONE);

    /** What happens to the next object that is put. */
    private enum Trouble {
        NONE,
        S3_FAILS_ONCE,
        FUNCTION_IS_KILLED,
        LAKE_FAILS_AND_AT_FIRST_THE_DESTINATION
    }

    private PersonalData() {}

    /** Runs in the folder that it is given. */
    public static void main(String[] args) throws Exception {
        new PersonalData().run(Path.of(args[0]));
    }

    private void run(Path folder) throws IOException, InterruptedException {
        var stack = new AtomicReference<DeployedStack>();
        Faults faults = (moment, call) -> {
            var deployed = stack.get();
            if (moment == Faults.Moment.BEFORE && call.action().equals("s3:PutObject") && deployed != null) {
                fail(call, deployed);
            }
        };
        try (var deployed = LocalStack.deploy(folder, false, 0, FailingSoon.CONFIG, faults);
                var kinesis = deployed.aws().kinesisClient()) {
            stack.set(deployed);
            for (var next : Trouble.values()) {
                trouble.set(next);
                // A batch that can't be stored takes its time.
                for (var record : next == Trouble.NONE ? records() : records().subList(0, 2)) {
                    put(deployed, kinesis, MARK + "Key", record);
                }
                if (!deployed.mapping().awaitDrained(LONGEST)) {
                    throw new IllegalStateException(
                            next + ": " + deployed.mapping().progress());
                }
                report(deployed);
            }
            refuse(deployed, kinesis);
        }
        reports.forEach(System.out::println);
        System.out.println("done");
    }

    private void fail(S3Call call, DeployedStack stack) {
        report(stack);
        var destination = call.key().startsWith("aws/lambda/");
        switch (requireNonNull(trouble.get())) {
            case NONE -> {}
            case S3_FAILS_ONCE -> {
                trouble.set(Trouble.NONE);
                throw S3Errors.internalError();
            }
            case FUNCTION_IS_KILLED -> {
                trouble.set(Trouble.NONE);
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                throw S3Errors.internalError();
            }
            case LAKE_FAILS_AND_AT_FIRST_THE_DESTINATION -> {
                // More often than the client tries by itself.
                if (!destination || refusals.getAndIncrement() < 4) {
                    throw S3Errors.internalError();
                }
            }
        }
    }

    private void report(DeployedStack stack) {
        reports.add(stack.mapping().progress().lastProcessingResult());
    }

    private static void put(DeployedStack stack, KinesisClient kinesis, String key, byte[] data) {
        kinesis.putRecord(put ->
                put.streamName(stack.output("streamName")).partitionKey(key).data(SdkBytes.fromByteArray(data)));
    }

    /** What Kinesis doesn't take at all. */
    private static void refuse(DeployedStack stack, KinesisClient kinesis) throws IOException, InterruptedException {
        for (var key : List.of(MARK.repeat(20), "")) {
            try {
                put(stack, kinesis, key, (MARK + "Data").getBytes(UTF_8));
                throw new IllegalStateException("taken: a key of " + key.length() + " characters");
            } catch (KinesisException asItShould) {
                // The answer is the caller's own.
            }
        }
        for (var body : List.of(MARK, "{\"StreamName\":" + MARK + "}", "{\"" + MARK + "\":\"" + MARK + "\"}")) {
            post(stack.aws().kinesis().endpoint(), body);
        }
        post(stack.aws().s3().endpoint().resolve("/" + stack.output("lakeBucket") + "/" + MARK + "?uploads"), MARK);
    }

    private static void post(URI to, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Kinesis_20131202.PutRecord")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() < 400) {
            throw new IllegalStateException("status " + answer.statusCode());
        }
    }

    private static List<byte[]> records() {
        var event = event(MARK + "Section", MARK + "Uuid");
        return List.of(
                event.getBytes(UTF_8),
                aggregate(event.getBytes(UTF_8), (MARK + "Inner").getBytes(UTF_8)),
                ("{\"" + MARK + "Member\":1," + event.substring(1)).getBytes(UTF_8),
                event("../" + MARK + " é'\\\"/=%", "1").getBytes(UTF_8),
                event(MARK + "\\u0000", "1").getBytes(UTF_8),
                event(MARK.repeat(20), "1").getBytes(UTF_8),
                event(MARK, " ").getBytes(UTF_8),
                (event.substring(0, event.length() - 1) + ",\"payload\":\"" + MARK + "\"}").getBytes(UTF_8),
                ("{\"metadata\":\"" + MARK + "\"}").getBytes(UTF_8),
                (MARK + "Broken").getBytes(UTF_8),
                event.substring(0, event.length() / 2).getBytes(UTF_8),
                ("\"" + MARK + "\"").getBytes(UTF_8),
                (MARK + "\u00ff").getBytes(ISO_8859_1));
    }

    private static String event(String section, String uuid) {
        return "{\"metadata\":{\"uuid\":\"" + uuid + "\",\"section\":\"" + section + "\"},\"payload\":{\"userid\":\""
                + MARK
                + "User\",\"email_id\":\"" + MARK + "@example.com\",\"contact\":\"" + MARK + "\",\"" + MARK + "\":\""
                + MARK
                + "\"}}";
    }

    /** As the Kinesis Producer Library makes one ("KPL Aggregated Record Format"). */
    private static byte[] aggregate(byte[]... users) {
        try {
            var message = new ByteArrayOutputStream();
            var out = CodedOutputStream.newInstance(message);
            out.writeString(1, MARK + "AggregatedKey");
            for (var user : users) {
                var inner = new ByteArrayOutputStream();
                var innerOut = CodedOutputStream.newInstance(inner);
                innerOut.writeUInt64(1, 0);
                innerOut.writeByteArray(3, user);
                innerOut.flush();
                out.writeByteArray(3, inner.toByteArray());
            }
            out.flush();
            var whole = new ByteArrayOutputStream();
            whole.writeBytes(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2});
            whole.writeBytes(message.toByteArray());
            whole.writeBytes(MessageDigest.getInstance("MD5").digest(message.toByteArray()));
            return whole.toByteArray();
        } catch (IOException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
