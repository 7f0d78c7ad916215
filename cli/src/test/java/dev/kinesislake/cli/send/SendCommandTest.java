package dev.kinesislake.cli.send;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.cli.FakeStream;
import dev.kinesislake.cli.StackOutputs;
import dev.kinesislake.function.personal.PersonalKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

class SendCommandTest {

    private static final String BROKEN = "{\"metadata\": {\"uuid\": \"1\", \"section\": \"Home";

    private static final Map<String, String> OUTPUTS = Map.of("streamName", "visits", "region", "eu-central-1");

    @TempDir
    private Path folder;

    private final FakeStream stream = new FakeStream().refusing(0.1);
    private final List<String> regions = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String standardInput = "";
    private String pulumi = "no-such-pulumi";

    @Test
    void sendsTheKnownEventsAsTheyAre() throws IOException {
        var samples = List.of("electronics", "beauty-prouducts", "home-decor");
        var files = samples.stream()
                .map(name -> Path.of("..", "samples", name + ".json").toString())
                .toList();

        assertThat(send(files.toArray(String[]::new))).isZero();

        var sent = new ArrayList<String>();
        for (var file : files) {
            sent.add(Files.readString(Path.of(file)).stripTrailing());
        }
        assertThat(stream.data()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(stream.stored())
                .extracting(FakeStream.Stored::partitionKey)
                .containsExactlyInAnyOrder("123", "124", "125");
        assertThat(regions).containsExactly("eu-central-1");
        assertThat(err).hasToString("");
        assertThat(figures()).contains("read 3", "valid 3", "invalid 0", "acknowledged 3", "not acknowledged 0");
    }

    @Test
    void reportsWhatIsNoEventAndSendsTheRest() throws IOException {
        var file = file(
                "events.ndjson",
                event(1) + "\n" + BROKEN + "\n\n{\"metadata\":{\"uuid\":\"1\"},\"payload\":{}}\n" + event(2));
        var rejects = folder.resolve("rejects");

        assertThat(send("--rejects", rejects.toString(), file)).isEqualTo(1);

        assertThat(stream.data()).containsExactlyInAnyOrder(event(1), event(2));
        assertThat(err)
                .hasToString(file
                        + ":2: malformed-json: expected the end of the string, found the end of the record (byte 43) ($.metadata.section)\n"
                        + file
                        + ":4: missing-section: is missing, expected a section's name ($.metadata.section)\n"
                        + "what isn't acknowledged is in " + rejects + "\n");
        assertThat(rejects).hasContent(BROKEN + "\n{\"metadata\":{\"uuid\":\"1\"},\"payload\":{}}\n");
        assertThat(figures()).contains("read 4", "valid 2", "invalid 2", "acknowledged 2", "not acknowledged 0");
    }

    @Test
    @DisplayName(
            "Personal members are treated before anything is sent, the partition key with them; rejects stay as they were")
    void personal() throws IOException {
        var key = file("key", PersonalKeys.create(new SecureRandom()).toSecret() + "\n");
        var hash = PersonalKeys.ofSecret(Files.readString(Path.of(key))).hmac().of("1".getBytes(UTF_8));
        var file = file("events.ndjson", event(1) + "\n" + BROKEN + "\n");
        var rejects = folder.resolve("rejects");

        assertThat(send(
                        "--personal",
                        "payload.userid=hash",
                        "--personal",
                        "payload.contact=drop",
                        "--personal-key",
                        key,
                        "--rejects",
                        rejects.toString(),
                        file))
                .isEqualTo(1);

        assertThat(stream.data())
                .containsExactly("{\"metadata\":{\"uuid\":\"uuid-1\",\"section\":\"Toys\"},\"payload\":{\"userid\":\""
                        + hash + "\"}}");
        assertThat(stream.stored()).extracting(FakeStream.Stored::partitionKey).containsExactly(hash);
        assertThat(rejects).hasContent(BROKEN + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--personal=payload.userid=hide | --personal is payload.userid=hide, allowed is PATH= and one of keep, drop, mask, hash",
                "--personal=metadata.uuid=drop | --personal is metadata.uuid=drop, allowed is keep: without it no row can be stored",
                "--personal=a=hash | --personal-key is missing: a member is hashed",
                "--personal-key=k | --personal-key is k, but no member is hashed",
                "--drop-unknown --no-validate | --no-validate sends everything as it is: --personal and --drop-unknown don't go with it"
            })
    @DisplayName("What can't be treated is a wrong call")
    void personalRefused(String options, String message) throws IOException {
        var arguments = new ArrayList<>(List.of(options.split(" ", -1)));
        arguments.add(file("events.ndjson", event(1)));

        assertThat(send(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(err.toString()).startsWith(message + "\n");
        assertThat(stream.data()).isEmpty();
    }

    @Test
    void reportsOnlyTheFirstTwenty() throws IOException {
        var file = file("events.ndjson", "7\n".repeat(25));

        assertThat(send("--skip-invalid", file)).isZero();

        assertThat(err.toString())
                .contains(file + ":20: not-an-object: is a number, expected an object ($)\n")
                .doesNotContain(":21:");
        assertThat(err.toString()).endsWith("and 5 more that are no events\n");
    }

    @Test
    void sendsEverythingAsItIsWhenTold() throws IOException {
        var file = file("lines", "no json\n" + BROKEN + "\n" + event(1));

        assertThat(send("--no-validate", file)).isZero();

        assertThat(stream.data()).containsExactlyInAnyOrder("no json", BROKEN, event(1));
    }

    @Test
    void checksTheSectionsThatItIsTold() throws IOException {
        assertThat(send("--sections", "Electronics,Home-Decor", file("event", event(1))))
                .isEqualTo(1);
        assertThat(err.toString()).contains(":1: unknown-section: ");
        assertThat(stream.data()).isEmpty();
    }

    @Test
    void readsStandardInputAndSeveralFiles() throws IOException {
        standardInput = event(3) + "\n";

        assertThat(send(file("array", "[" + event(1) + "," + event(2) + "]"), "-", file("line", event(4))))
                .isZero();

        assertThat(stream.data()).containsExactlyInAnyOrder(event(1), event(2), event(3), event(4));
    }

    @Test
    void takesThePartitionKeyFromWhereItIsTold() throws IOException {
        assertThat(send("--partition-key", "$.metadata.uuid", file("event", event(1))))
                .isZero();
        assertThat(stream.stored()).extracting(FakeStream.Stored::partitionKey).containsExactly("uuid-1");
    }

    @Test
    void whatTheStreamRefusesForGoodIsRejectedAndCanBeSentAgain() throws IOException {
        var pretty = "{\r\n  \"metadata\": {\"uuid\": \"1\", \"section\": \"Toys\"},\r\n  \"payload\": {}\r\n}";
        var events = IntStream.range(0, 50).mapToObj(SendCommandTest::event).toList();
        var file = file("events", String.join("\n", events) + "\n" + pretty + "\n");
        stream.before(() -> {
            throw KinesisException.builder()
                    .statusCode(400)
                    .message("no such stream")
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ResourceNotFoundException")
                            .errorMessage("no such stream")
                            .build())
                    .build();
        });
        var rejects = folder.resolve("rejects");

        assertThat(send("--rejects", rejects.toString(), file)).isEqualTo(1);

        assertThat(err.toString()).startsWith("lake: the stream visits can't be written: no such stream");
        assertThat(figures()).contains("read 51", "acknowledged 0", "not acknowledged 51");

        stream.before(() -> {});
        assertThat(send(rejects.toString())).isZero();
        assertThat(stream.data()).containsExactlyInAnyOrderElementsOf(with(events, pretty));
    }

    @Test
    void anEventLargerThanARecordIsReportedAndKept() throws IOException {
        var large = event(1).replace("uuid-1", "u".repeat(1_048_576));
        var rejects = folder.resolve("rejects");
        var file = file("events", large + "\n" + event(2));

        assertThat(send("--rejects", rejects.toString(), file)).isEqualTo(1);

        assertThat(err.toString())
                .startsWith(file + ":1: too-large: has ")
                .contains(" bytes with its partition key, allowed are 1048576\n");
        assertThat(rejects).hasContent(large + "\n");
        assertThat(stream.data()).containsExactly(event(2));
    }

    @Test
    void gathersEventsIntoCompressedRecords() throws IOException {
        var events = IntStream.range(0, 3_000)
                .mapToObj(number -> event(number % 500))
                .toList();

        assertThat(send("--gather", "200ms", file("events.ndjson", String.join("\n", events))))
                .isZero();

        var lines = stream.stored().stream().flatMap(SendCommandTest::lines).toList();
        assertThat(lines).containsExactlyInAnyOrderElementsOf(events);
        int records = stream.stored().size();
        int bytes = stream.stored().stream()
                .mapToInt(record -> record.bytes().asByteArrayUnsafe().length)
                .sum();
        assertThat(records).isLessThan(2_000);
        assertThat(figures())
                .contains(
                        "acknowledged 3,000",
                        "sent as records %,d".formatted(records),
                        "their bytes %,d".formatted(bytes));
    }

    private static Stream<String> lines(FakeStream.Stored record) {
        var data = record.bytes().asByteArrayUnsafe();
        if (data[0] == '{') {
            return Stream.of(record.data());
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(data))) {
            return new String(gzip.readAllBytes(), UTF_8).lines();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void eachEventOfARefusedGatheredRecordIsRejected() throws IOException {
        var sent = new AtomicInteger();
        stream.refusing(0).before(() -> {
            if (sent.incrementAndGet() > 1) {
                throw KinesisException.builder()
                        .statusCode(400)
                        .message("no")
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("AccessDeniedException")
                                .build())
                        .build();
            }
        });
        var rejects = folder.resolve("rejects");
        var events = IntStream.range(0, 20).mapToObj(number -> same(number)).toList();

        assertThat(send("--gather", "1s", "--rejects", rejects.toString(), file("events", String.join("\n", events))))
                .isEqualTo(1);

        assertThat(stream.data()).containsExactly(same(0));
        assertThat(rejects).content().satisfies(kept -> assertThat(kept.lines())
                .containsExactlyElementsOf(events.subList(1, 20)));
        assertThat(figures()).contains("acknowledged 1", "not acknowledged 19");
    }

    private static String same(int number) {
        return event(7).replace("uuid-7", "uuid-" + number);
    }

    @Test
    void leavesNoRejectsWhereThereAreNone() throws IOException {
        var rejects = folder.resolve("rejects");

        assertThat(send("--rejects", rejects.toString(), file("event", event(1))))
                .isZero();

        assertThat(rejects).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--partition-key userid|--partition-key: 'userid' is no path that is understood, allowed are those like $.a.b[0] and $['a b']",
                "--stack dev|Error: --stack=NAME, --outputs=FILE are mutually exclusive (specify only one)",
                "no-such-file|there is no file no-such-file that can be read",
                "--gather 200|--gather is 200, allowed is 0ms to 60s, such as 200ms",
                "--gather 61s|--gather is 61s, allowed is 0ms to 60s, such as 200ms",
                "--gather -1ms|--gather is -1ms, allowed is 0ms to 60s, such as 200ms",
                "..|.. is a folder, allowed are files and -",
                "--rejects pom.xml|--rejects pom.xml holds something already, allowed is a new file",
            })
    void refusesACallInOneLineThatNamesWhatIsAllowed(String arguments, String message) throws IOException {
        var all = new ArrayList<>(List.of(arguments.split(" ")));
        all.add(file("event", event(1)));

        assertThat(send(all.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).startsWith(message + "\n");
        assertThat(stream.data()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}|has no output streamName: it has to be what `pulumi stack output --json` prints",
                "{\"streamName\":\"visits\",\"region\":7}|has no output region: it has to be what `pulumi stack output --json` prints",
                "no json|has no outputs that can be read: it has to be what `pulumi stack output --json` prints",
            })
    void saysWhatIsWrongWithTheOutputs(String outputs, String message) throws IOException {
        var wrong = file("wrong.json", outputs);

        assertThat(run("--outputs", wrong, file("event", event(1)))).isEqualTo(2);
        assertThat(err.toString()).startsWith("--outputs: " + wrong + " " + message + "\n");
    }

    @Test
    void outputsThatAreNotThereAreAWrongCall() throws IOException {
        var events = file("event", event(1));

        assertThat(run("--outputs", "nope.json", events)).isEqualTo(2);
        assertThat(err.toString()).startsWith("--outputs: there is no file nope.json\n");
        assertThat(run("--outputs", folder.toString(), events)).isEqualTo(2);
        assertThat(err.toString()).contains("--outputs: the file " + folder + " can't be read: ");
    }

    @Test
    void rejectsThatCannotBeWrittenAreAWrongCall() throws IOException {
        var rejects = folder.resolve("no-such-folder").resolve("rejects").toString();

        assertThat(send("--rejects", rejects, file("event", event(1)))).isEqualTo(2);
        assertThat(err.toString()).startsWith("--rejects " + rejects + " can't be written: ");
        assertThat(stream.data()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aFileThatIsNoJsonGetsALineThatSaysWhatItIs(byte[] content, String hint) throws IOException {
        var file = folder.resolve("foreign");
        Files.write(file, content);

        assertThat(send(file.toString(), file("event", event(1)))).isEqualTo(1);

        assertThat(err.toString()).startsWith(file + ": not read: " + hint).hasLineCount(1);
        assertThat(stream.data()).containsExactly(event(1));
    }

    static Stream<Arguments> foreign() throws IOException {
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(event(1).getBytes(UTF_8));
        }
        return Stream.of(
                Arguments.of(gzip.toByteArray(), "is gzip: unpack it with gunzip -c FILE |"),
                Arguments.of(new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0}, "is xz: unpack it with xz -dc FILE |"),
                Arguments.of(new byte[] {'B', 'Z', 'h', '9', 0}, "is bzip2: unpack it with bzip2 -dc FILE |"),
                Arguments.of(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0}, "is zstd: unpack it with zstd -dc"),
                Arguments.of(new byte[] {'P', 'K', 3, 4, 0}, "is a zip archive: unpack it with unzip -p"),
                Arguments.of(event(1).getBytes(UTF_16), "is UTF-16, allowed is UTF-8: convert it with iconv"),
                Arguments.of(event(1).getBytes(UTF_16LE), "is UTF-16, allowed is UTF-8: convert it with iconv"),
                Arguments.of(event(1).getBytes(UTF_16BE), "is UTF-16, allowed is UTF-8: convert it with iconv"),
                Arguments.of("uuid,section,at\n1,Toys,11:30\n".getBytes(UTF_8), "is CSV, allowed are NDJSON"),
                Arguments.of("\"uuid\";\"section\"\r\n1;Toys\r\n".getBytes(UTF_8), "is CSV, allowed are NDJSON"));
    }

    @Test
    void aLineThatWasCutOffDoesNotMakeAFileForeign() throws IOException {
        var file = file("rotated", "ys\", \"x\"\n" + event(1) + "\n");

        assertThat(send("--skip-invalid", file)).isZero();

        assertThat(err.toString()).startsWith(file + ":1: malformed-json: ");
        assertThat(stream.data()).containsExactly(event(1));
    }

    @Test
    void aRunThatWasCutOffGoesOnWhereItsJournalEnds() throws IOException {
        var events = IntStream.range(0, 50).mapToObj(SendCommandTest::event).toList();
        var file = file("events", String.join("\n", with(events, BROKEN)) + "\n");
        var rejects = folder.resolve("rejects");
        var journal = folder.resolve("rejects.journal");
        var killed = new ArrayList<String>();
        stream.before(() -> {
            if (stream.stored().size() >= 20) {
                while (!content(journal).contains("\na ")) {
                    Thread.onSpinWait();
                }
                killed.add(content(journal));
                killed.add(content(rejects));
                throw new IllegalStateException("killed");
            }
        });
        assertThat(send("--rejects", rejects.toString(), file)).isEqualTo(1);
        // As a kill would have left them.
        Files.writeString(journal, killed.get(0));
        Files.writeString(rejects, killed.get(1));
        long before =
                killed.get(0).lines().filter(line -> line.startsWith("a ")).count();
        stream.before(() -> {});

        assertThat(send("--rejects", rejects.toString(), file)).isEqualTo(1);

        assertThat(stream.data()).containsAll(events);
        assertThat(figures()).contains("read 51", "acknowledged before " + before, "acknowledged " + (50 - before));
        assertThat(Files.readAllLines(rejects)).containsOnly(BROKEN);
        assertThat(journal).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskHidesNoSummaryAndTheNextRunKeepsTheRejects() throws IOException {
        var file = file("events", event(1) + "\n" + BROKEN + "\n");
        var rejects = Files.createSymbolicLink(folder.resolve("rejects"), Path.of("/dev/full"));

        assertThat(send("--rejects", rejects.toString(), file)).isEqualTo(1);
        assertThat(err.toString()).contains("lake: --rejects " + rejects + " is not complete: ");
        assertThat(figures()).contains("read 2", "invalid 1", "acknowledged 1", "not acknowledged 0");

        assertThat(send("--rejects", rejects.toString(), file)).isEqualTo(1);
        assertThat(stream.data()).containsExactly(event(1));
        assertThat(rejects).hasContent(BROKEN + "\n");
    }

    @Test
    void aRejectThatAKillCutOffIsTakenBack() throws IOException {
        var file = file("events", BROKEN + "\n" + event(1) + "\n7\n");
        var rejects = folder.resolve("rejects");
        var journal = Journal.beside(rejects, new StackOutputs(OUTPUTS, "", ""));
        journal.addRejected(
                Journal.PieceId.of(file, 0, BROKEN.getBytes(UTF_8)), Journal.Outcome.INVALID, BROKEN.length() + 1);
        journal.close();
        Files.writeString(rejects, BROKEN + "\n{\n  \"metadata");

        assertThat(send("--rejects", rejects.toString(), file)).isEqualTo(1);

        assertThat(rejects).hasContent(BROKEN + "\n7\n");
        assertThat(stream.data()).containsExactly(event(1));
    }

    @Test
    void aJournalSkipsNothingThatHasChanged() throws IOException {
        var file = file("events", event(1) + "\n" + event(2) + "\n" + BROKEN + "\n");
        var rejects = folder.resolve("rejects");
        var journal = Journal.beside(rejects, new StackOutputs(OUTPUTS, "", ""));
        journal.addAcknowledged(Journal.PieceId.of(file, 0, event(1).getBytes(UTF_8)));
        journal.addAcknowledged(Journal.PieceId.of(file, 1, event(3).getBytes(UTF_8)));
        journal.addRejected(
                Journal.PieceId.of(file, 2, BROKEN.getBytes(UTF_8)), Journal.Outcome.INVALID, BROKEN.length() + 1);
        journal.close();
        Files.writeString(rejects, BROKEN + "\n");

        assertThat(send("--rejects", rejects.toString(), file)).isEqualTo(1);

        assertThat(stream.data()).containsExactly(event(2));
        assertThat(rejects).hasContent(BROKEN + "\n");
        assertThat(figures()).contains("read 3", "invalid 1", "acknowledged before 1", "acknowledged 1");
    }

    @Test
    void aJournalOfAnotherStreamIsRefused() throws IOException {
        var rejects = folder.resolve("rejects");
        Journal.beside(rejects, new StackOutputs(Map.of("streamName", "other", "region", "eu-west-1"), "", ""))
                .close();

        assertThat(send("--rejects", rejects.toString(), file("event", event(1))))
                .isEqualTo(2);

        assertThat(err.toString()).contains("rejects.journal is of another run (stream other eu-west-1)");
        assertThat(stream.data()).isEmpty();
    }

    @Test
    void aStreamThatCannotBeReachedIsNamed() throws IOException {
        var once = new AtomicBoolean();
        stream.before(() -> {
            if (!once.getAndSet(true)) {
                throw SdkClientException.create("no", new ConnectException("Connection refused"));
            }
        });

        assertThat(run(
                        "--outputs",
                        file(
                                "outputs.json",
                                "{\"streamName\":\"visits\",\"region\":\"eu-central-1\",\"kinesisEndpoint\":\"http://127.0.0.1:1\"}"),
                        file("event", event(1))))
                .isZero();

        assertThat(err)
                .hasToString("lake: the stream visits at http://127.0.0.1:1 can't be reached: "
                        + "ConnectException: Connection refused; trying again for 15 s\n");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void saysThatThePulumiCliIsMissing() throws IOException {
        assertThat(run("--stack", "dev", file("event", event(1)))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith(
                        "the Pulumi CLI can't be run to get the outputs of stack dev: install it, or give the outputs "
                                + "with --outputs FILE (")
                .hasLineCount(1);
    }

    @Test
    void takesTheOutputsFromThePulumiCli() throws IOException {
        pulumi("""
                [ "$*" = "stack output --json --non-interactive --stack dev" ] || exit 9
                echo 'warning: a new version' >&2
                echo '{"region":"eu-west-1","streamName":"visits","shards":2}'
                """);

        assertThat(run("--stack", "dev", file("event", event(1)))).isZero();
        assertThat(regions).containsExactly("eu-west-1");
        assertThat(stream.data()).containsExactly(event(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "local"})
    void saysWhatThePulumiCliSays(String stack) throws IOException {
        pulumi("echo 'warning: a new version' >&2; echo \"error: no stack named '" + stack + "' found\" >&2; exit 255");

        assertThat(run("--stack", stack, file("event", event(1)))).isEqualTo(1);
        assertThat(err)
                .hasToString("the outputs of stack " + stack + " can't be had: error: no stack named '" + stack
                        + "' found (--outputs FILE reads them from a file)\n");
    }

    @Test
    void saysThatAStackIsNotDeployed() throws IOException {
        pulumi("echo '{}'");

        assertThat(run("--stack", "dev", file("event", event(1)))).isEqualTo(1);
        assertThat(err).hasToString("stack dev has no output streamName: deploy it with: pulumi up -s dev\n");
    }

    private void pulumi(String script) throws IOException {
        var file = folder.resolve("pulumi");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(file, "#!/bin/sh\n" + script);
        pulumi = file.toString();
    }

    private int send(String... arguments) throws IOException {
        var all = new ArrayList<>(
                List.of("--outputs", file("outputs.json", "{\"streamName\":\"visits\",\"region\":\"eu-central-1\"}")));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        var command = new SendCommand(new Surroundings(
                stack -> {
                    regions.add(stack.region());
                    return stream;
                },
                pulumi,
                folder,
                new ByteArrayInputStream(standardInput.getBytes(UTF_8)),
                false,
                System::nanoTime));
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private List<String> figures() {
        return out.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
    }

    private static List<String> with(List<String> events, String another) {
        var all = new ArrayList<>(events);
        all.add(another);
        return all;
    }

    private static String event(int number) {
        return "{\"metadata\": {\"uuid\": \"uuid-" + number + "\", \"section\": \"Toys\"}, \"payload\": {\"userid\": \""
                + number + "\"}}";
    }
}
