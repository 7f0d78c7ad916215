package dev.kinesislake.lab.proof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

class LakeTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo --event 5|lake: there is no option --event, did you mean --events? There are --config, --dir, --events, --help, --invalid and --version (see lake demo --help)",
                "demo --nonsense=5|lake: there is no option --nonsense, there are --config, --dir, --events, --help, --invalid and --version (see lake demo --help)",
                "demo --events many|lake: --events is many, allowed is a whole number (see lake demo --help)",
                "demo --events 99999999999|lake: --events is 99999999999, allowed is a number up to 2147483647 (see lake demo --help)",
                "demo --events|lake: --events has no value, allowed is --events=N (see lake demo --help)",
                "demo --events 1 --events 2|lake: --events is given twice, allowed is once (see lake demo --help)",
                "demo --config sections|lake: --config is sections, allowed is KEY=VALUE (see lake demo --help)",
                "demo --config|lake: --config has no value, allowed is --config=KEY=VALUE (see lake demo --help)",
                "chaos --seed x|lake: --seed is x, allowed is a whole number (see lake chaos --help)",
                "chaos --scenario 1e9|lake: --scenario is 1e9, allowed is a whole number (see lake chaos --help)",
                "dmeo|lake: there is no command dmeo, did you mean demo? There are demo, serve, send, cat, redrive, seal, status, find, erase, permissions, personal-key, cost, chaos and bench (see lake --help)",
                "bnech|lake: there is no command bnech, did you mean bench? There are demo, serve, send, cat, redrive, seal, status, find, erase, permissions, personal-key, cost, chaos and bench (see lake --help)",
                "deploy|lake: there is no command deploy, there are demo, serve, send, cat, redrive, seal, status, find, erase, permissions, personal-key, cost, chaos and bench (see lake --help)",
                "permissions|lake: --stack=NAME is missing (see lake permissions --help)",
                "permissions --stack dev --preview|lake: --preview needs --state-bucket: a preview reads the state alone (see lake permissions --help)",
                "permissions --stack dev --account 12|lake: --account is 12, allowed are 12 digits (see lake permissions --help)",
                "permissions --stack nope|lake: --stack: there is no Pulumi.nope.yaml (see lake permissions --help)",
                "cost --events many|lake: --events is many, allowed is a rate above 0 such as 500/s, 30/min, 100/h or 5/d, up to 1000000/s (see lake cost --help)",
                "cost --events 0|lake: --events is 0, allowed is a rate above 0 such as 500/s, 30/min, 100/h or 5/d, up to 1000000/s (see lake cost --help)",
                "cost --bytes 0|lake: --bytes is 0, allowed is 1 to 1048576 (see lake cost --help)",
                "cost --sections 0|lake: --sections is 0, allowed is 1 to 100000 (see lake cost --help)",
                "cost --producers -1|lake: --producers is -1, allowed is 1 to 10000 (see lake cost --help)",
                "cost --months 0|lake: --months is 0, allowed is 1 to 1200 (see lake cost --help)",
                "cost --gather soon|lake: --gather is soon, allowed is a time such as 200ms, up to 1m (see lake cost --help)",
                "cost --gather 61s|lake: --gather is 61s, allowed is a time such as 200ms, up to 1m (see lake cost --help)",
                "cost --freshness 2d|lake: --freshness is 2d, allowed is a time such as 5m, up to 1440m (see lake cost --help)",
                "cost --stack nope|lake: --stack: there is no Pulumi.nope.yaml (see lake cost --help)",
                "cost --prices nope.json|lake: --prices: there is no file nope.json (see lake cost --help)",
                "cost --prices pom.xml|lake: --prices: pom.xml has no price list, allowed is what aws pricing get-products prints as JSON (see lake cost --help)",
                "erase --outputs x|lake: nobody is named, allowed are --user, --member and --people (see lake erase --help)",
                "erase --outputs x --member anna|lake: --member is anna, allowed is <path>=<text>, such as payload.email_id=anna@example.com (see lake erase --help)",
                "erase --outputs x --user 1 --report r|lake: --report is given, and --yes isn't: nothing is erased (see lake erase --help)",
                "find --outputs x --people none|lake: --people: there is no file none (see lake find --help)",
                "seal --outputs x --memory-mb 1|lake: --memory-mb is 1, allowed is 256 or more (see lake seal --help)",
                "redrive ls|lake: there is no command ls, did you mean list? There are list, show, send and check (see lake redrive --help)",
                "send f|lake: --stack=NAME or --outputs=FILE is missing (see lake send --help)",
                "send --stack a --outputs b f|lake: --stack=NAME, --outputs=FILE exclude each other, allowed is one of them (see lake send --help)",
                "send --stack a --amq tcp://b:1|lake: --queue=NAME is missing (see lake send --help)",
                "send --stack a --amq tcp://b:1 --queue q --idle-exit soon|lake: --idle-exit is soon, allowed is a whole number (see lake send --help)",
                "redrive show --stack a|lake: ID is missing (see lake redrive show --help)",
                "redrive show --stack a b c|lake: c is one argument too many for lake redrive show (see lake redrive show --help)",
                "demo --events -1|lake: --events is -1, allowed is 0 to 10000000 (see lake demo --help)",
                "demo -c aws:regoin=eu-west-1|lake: --config has aws:regoin, did you mean aws:region? Allowed is aws:region or a key of kinesis-lake, with or without kinesis-lake: (see lake demo --help)",
                "demo -c kinesis-lake:windowSeconds=1 -c windowSeconds=2|lake: --config has kinesis-lake:windowSeconds twice (see lake demo --help)",
                "serve --port 70000|lake: --port is 70000, allowed is 0 to 65529 (see lake serve --help)",
                "redrive|lake: no command is given, there are list, show, send and check (see lake redrive --help)",
                "redrive send --outputs x|lake: nothing is selected, allowed are --reason, --from, --to, --id, --all and --batches (see lake redrive send --help)",
                "redrive send --outputs x --all --from yesterday|lake: --from is yesterday, allowed is a day such as 2026-11-23 (see lake redrive send --help)",
                "redrive send --outputs x --id 7|lake: --id is 7, allowed is <shardId>-<sequenceNumber>[-<subSequenceNumber>] or the key of a batch (see lake redrive send --help)",
                "redrive send --outputs x --batches --fix .|lake: --fix changes rows: a batch is redriven as it is (see lake redrive send --help)",
                "redrive send --outputs x --all --settle -1|lake: --settle is -1, allowed is 0 to 86400 (see lake redrive send --help)",
                "chaos --schedules 0|lake: --schedules is 0, allowed is 1 to 10000000 (see lake chaos --help)",
                "chaos --live-every -1|lake: --live-every is -1, allowed is 0 to 10000000 (see lake chaos --help)",
                "redrive list --outputs nope.json|lake: --outputs: there is no file nope.json (see lake redrive list --help)",
                "redrive show --outputs nope.json shardId-000000000000-1|lake: --outputs: there is no file nope.json (see lake redrive show --help)",
                "redrive check --outputs nope.json|lake: --outputs: there is no file nope.json (see lake redrive check --help)",
                "redrive send --outputs nope.json --all|lake: --outputs: there is no file nope.json (see lake redrive send --help)",
                "cat|lake: --stack=NAME or --outputs=FILE is missing (see lake cat --help)",
                "cat --outputs nope.json|lake: --outputs: there is no file nope.json (see lake cat --help)",
                "cat --outputs x --hour 7|lake: --hour is 7, allowed is an hour (UTC) such as 2026-11-24T07 (see lake cat --help)",
                "send --outputs nope.json pom.xml|lake: --outputs: there is no file nope.json (see lake send --help)",
                "serve now|lake: now is not an option: lake serve takes only options (see lake serve --help)",
                "sned --help|lake: there is no command sned, did you mean send? There are demo, serve, send, cat, redrive, seal, status, find, erase, permissions, personal-key, cost, chaos and bench (see lake --help)",
                "redrive lsit --help|lake: there is no command lsit, did you mean list? There are list, show, send and check (see lake redrive --help)",
                "help sned|lake: there is no command sned, did you mean send? There are demo, serve, send, cat, redrive, seal, status, find, erase, permissions, personal-key, cost, chaos and bench (see lake --help)",
                "redrive help snd|lake: there is no command snd, did you mean send? There are list, show, send and check (see lake redrive --help)",
                "redrive send --outputs x --reason not-json|lake: --reason: there is no reason not-json, there are bad-compression, too-large, not-utf8, malformed-json, not-an-object, duplicate-member, missing-metadata, missing-section, invalid-section, unknown-section, missing-uuid and missing-payload (see lake redrive send --help)",
                "redrive send --outputs x --reason malformed|lake: --reason: there is no reason malformed, did you mean malformed-json? There are bad-compression, too-large, not-utf8, malformed-json, not-an-object, duplicate-member, missing-metadata, missing-section, invalid-section, unknown-section, missing-uuid and missing-payload (see lake redrive send --help)",
                "demo -c kineses-lake:shardCount=1|lake: --config has kineses-lake:shardCount, did you mean kinesis-lake:shardCount? Allowed is aws:region or a key of kinesis-lake, with or without kinesis-lake: (see lake demo --help)",
            })
    void refusesACallInOneLineThatNamesWhatIsAllowed(String command, String message) {
        assertThat(run(command.split(" "))).isEqualTo(2);
        assertThat(err).hasToString(message + "\n");
        assertThat(out).hasToString("");
    }

    @ParameterizedTest
    @CsvSource({
        "--help",
        "demo --help",
        "serve --help",
        "send --help",
        "cat --help",
        "redrive --help",
        "cost --help",
        "chaos --help",
        "redrive send --help",
        "help",
        "help send",
        "redrive help",
        "redrive help send"
    })
    void helpsEverywhere(String command) {
        assertThat(run(command.split(" "))).isZero();
        assertThat(out.toString()).startsWith("Usage: lake");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 70, 80, 400})
    void helpFitsTheTerminal(int terminal) {
        var before = System.setProperty("lake.columns", Integer.toString(terminal));
        try {
            everyCommand(Lake.commandLine())
                    .forEach(command -> assertThat(command.getUsageMessage().lines())
                            .as(command.getCommandSpec().qualifiedName())
                            .allMatch(line -> line.length() <= (terminal == 0 ? 80 : Math.max(55, terminal)))
                            .allMatch(line -> line.length() <= 110));
        } finally {
            if (before == null) {
                System.clearProperty("lake.columns");
            }
        }
    }

    private static Stream<CommandLine> everyCommand(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(LakeTest::everyCommand));
    }

    @Test
    void reportsAllThatIsWrongWithTheConfiguration(@TempDir Path folder) {
        assertThat(run(
                        "serve",
                        "--port",
                        "0",
                        "--dir",
                        folder.resolve("lake").toString(),
                        "--config",
                        "windowSeconds=301",
                        "-c",
                        "nonsense=1"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("kinesis-lake:windowSeconds is 301, allowed is 0 to 300; use -c windowSeconds=300\n")
                .contains("kinesis-lake:nonsense is not a key of this project, the keys are accessLogDays, ")
                .contains(", windowSeconds (docs/configuration.md); leave out -c nonsense\n")
                .doesNotContain("pulumi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "parquet"})
    void refusesTheRemovedFormat(String format, @TempDir Path folder) {
        assertThat(run("serve", "--port", "0", "--dir", folder.resolve("lake").toString(), "-c", "format=" + format))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("kinesis-lake:format is no longer a key of this project: Parquet is the only format; "
                        + "leave out -c format\n")
                .doesNotContain("SEVERE");
    }

    @Test
    void saysWhichPortIsInUse(@TempDir Path folder) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());

            assertThat(run(
                            "serve",
                            "--port",
                            port,
                            "--dir",
                            folder.resolve("lake").toString()))
                    .isEqualTo(1);
            assertThat(err.toString())
                    .contains(port)
                    .endsWith("(--port names another port, 0 any free ones)\n")
                    .hasLineCount(2);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    @DisplayName("The libraries' log lines of a broker that isn't there stay out: ./lake says it itself")
    void activeMqLogsNothing() {
        assertThat(LoggerFactory.getLogger("org.apache.activemq.transport.failover.FailoverTransport")
                        .isErrorEnabled())
                .isFalse();
    }

    @Test
    void saysWhichFolderHoldsSomethingElse(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("precious"), "data");

        assertThat(run("demo", "--dir", folder.toString())).isEqualTo(1);
        assertThat(err.toString())
                .endsWith("\nlake: the folder " + folder + " holds something else: allowed is an empty or a new one\n");
    }

    private int run(String... args) {
        return Lake.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
