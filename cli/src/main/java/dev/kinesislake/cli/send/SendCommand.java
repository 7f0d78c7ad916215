package dev.kinesislake.cli.send;

import dev.kinesislake.cli.CommandException;
import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackOutputs;
import dev.kinesislake.cli.TimeText;
import dev.kinesislake.cli.input.EventReader;
import dev.kinesislake.cli.input.ForeignFormat;
import dev.kinesislake.cli.input.PartitionKeyPath;
import dev.kinesislake.cli.queue.Outlet;
import dev.kinesislake.cli.queue.QueueSender;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.producer.EventProducer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Sends files of events, or a queue, to a deployed stack. Exit codes: 0 all acknowledged, 1 not all, 2 called in a way that isn't allowed. */
@Command(
        name = "send",
        description =
                "Sends events to a deployed stack's stream: lines of NDJSON, JSON arrays, pretty-printed events, or an "
                        + "ActiveMQ queue.",
        mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {

    private static final Duration MAX_GATHER = Duration.ofMinutes(1);
    private static final String STANDARD_INPUT = "-";

    /** How long Ctrl-C waits for what is in flight: less than the 10 s after which supervisors kill. */
    private static final Duration GRACE = Duration.ofSeconds(6);

    /** How long after it for the calls that are under way, which can't be given up. */
    private static final Duration AFTER_GRACE = Duration.ofSeconds(2);

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Option(
            names = "--partition-key",
            paramLabel = "PATH",
            defaultValue = PartitionKeyPath.DEFAULT,
            description =
                    "Where an event has its partition key; events of one key keep their order. An event without it gets a "
                            + "key from its bytes. Default: ${DEFAULT-VALUE}.")
    private String partitionKey = PartitionKeyPath.DEFAULT;

    @Option(
            names = "--no-validate",
            description = "Send everything as it is; what is no event ends in the failed bucket.")
    private boolean asItIs;

    @Option(
            names = "--sections",
            paramLabel = "SECTION",
            split = ",",
            description = "The stack's sections, where its configuration lists them: others are not sent.")
    private Set<String> sections = new HashSet<>();

    @Option(
            names = "--gather",
            paramLabel = "TIME",
            description =
                    "Compress the events that a shard gets in so much time, such as 200ms, into one record: Kinesis bills "
                            + "bytes. The stack's consumer takes the records apart. Default: a record for each event.")
    private @Nullable String gather;

    @Option(names = "--skip-invalid", description = "Exit with 0 even if the input had something that is no event.")
    private boolean skipInvalid;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description =
                    "A new file for all that was read and isn't acknowledged, byte for byte: to be sent again. A run "
                            + "that was cut off leaves FILE.journal beside it: the same call again sends the rest.")
    private @Nullable Path rejects;

    @Mixin
    private PersonalOptions personal = new PersonalOptions();

    @ArgGroup(exclusive = false)
    private @Nullable QueueOptions queue;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "What to send; - is standard input.")
    private List<String> files = new ArrayList<>();

    /** The command as a person calls it. */
    public SendCommand() {
        this(Surroundings.ofThisProcess());
    }

    SendCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var keys = keys();
        if (queue != null) {
            return sendQueue(queue, keys);
        }
        checkFiles();
        if (asItIs && personal.areGiven()) {
            throw refused("--no-validate sends everything as it is: --personal and --drop-unknown don't go with it");
        }
        var treatment = personal.data();
        var gathering = gathering();
        var outputs = outputs();
        var kept = rejects();
        try (var kinesis = client(outputs);
                var journal = journal(outputs);
                var bar = Progress.of(files, surroundings.interactive())) {
            kept.goOnAt(journal.keptBytes());
            var producer = EventProducer.builder(outputs.streamName(), kinesis)
                    .gather(gathering)
                    .build();
            var sending = new Sending(
                    producer,
                    asItIs ? null : new EventDecoder(sections),
                    treatment,
                    keys,
                    kept,
                    journal,
                    new Complaints(err()),
                    () -> bar.show(() -> producer.counters().acknowledged()));
            var end = new Ending(sending);
            var interrupted = new Thread(() -> {
                sending.stop();
                giveUpAfterGrace(producer);
                if (!endsInTime(end)) {
                    sending.summary().print(spec.commandLine().getOut());
                }
            });
            Runtime.getRuntime().addShutdownHook(interrupted);
            try {
                sendFiles(sending, bar);
            } finally {
                end.run();
            }
            unhook(interrupted);
            return end.allAcknowledged ? 0 : 1;
        }
    }

    private int sendQueue(QueueOptions from, PartitionKeyPath keys) throws InterruptedException {
        if (!files.isEmpty() || rejects != null || skipInvalid || !sections.isEmpty() || personal.areGiven()) {
            throw refused("--amq sends a queue, each message as it is: FILE, --rejects, --skip-invalid, --sections, "
                    + "--personal and --drop-unknown don't go with it");
        }
        var broker = allowed(() -> from.broker(System::getenv));
        var settings = allowed(from::settings);
        allowed(() -> QueueSender.requireName(from.queue()));
        var gathering = gathering();
        var outputs = outputs();
        try (var kinesis = client(outputs)) {
            var producer = EventProducer.builder(outputs.streamName(), kinesis)
                    .gather(gathering)
                    .build();
            var sender = new QueueSender(
                    broker,
                    from.queue(),
                    Outlet.of(producer),
                    keys::keyOf,
                    settings,
                    this::say,
                    surroundings.nanoTime());
            var sending = new QueueSending(producer, sender, spec.commandLine().getOut(), err());
            var interrupted = new Thread(() -> sending.end(GRACE));
            Runtime.getRuntime().addShutdownHook(interrupted);
            try {
                return sending.run() ? 0 : 1;
            } finally {
                unhook(interrupted);
            }
        }
    }

    private <T> T allowed(Supplier<T> given) {
        try {
            return given.get();
        } catch (IllegalArgumentException wrong) {
            throw refused(String.valueOf(wrong.getMessage()));
        }
    }

    private void sendFiles(Sending sending, Progress bar) throws InterruptedException {
        boolean goesOn = true;
        for (var file : files) {
            if (!goesOn) {
                say(file + ": not read");
                continue;
            }
            try (var input = bar.count(open(file))) {
                var format = ForeignFormat.of(input);
                if (format.hint() != null && !asItIs) {
                    sending.unreadable();
                    say(file + ": not read: " + format.hint());
                    continue;
                }
                var reader = new EventReader(format.stream());
                long unread = sending.send(file, reader);
                if (unread > 0) {
                    say(file + ":" + unread + ": not read from here on");
                    goesOn = false;
                }
            } catch (IOException unreadable) {
                sending.unreadable();
                say(file + ": can't be read to its end: " + unreadable.getMessage());
            }
        }
    }

    private InputStream open(String file) throws IOException {
        return file.equals(STANDARD_INPUT) ? surroundings.standardInput() : Files.newInputStream(Path.of(file));
    }

    private PartitionKeyPath keys() {
        try {
            return PartitionKeyPath.parse(partitionKey);
        } catch (IllegalArgumentException wrong) {
            throw refused("--partition-key: " + wrong.getMessage());
        }
    }

    private Duration gathering() {
        var time = gather;
        return time == null
                ? Duration.ZERO
                : TimeText.parse(time, MAX_GATHER)
                        .orElseThrow(() -> refused("--gather is " + time + ", allowed is 0ms to 60s, such as 200ms"));
    }

    private void checkFiles() throws IOException {
        if (files.isEmpty()) {
            throw refused(
                    "there is nothing to send: name a FILE, - for standard input, or a queue with --amq and --queue");
        }
        for (var file : files) {
            if (!file.equals(STANDARD_INPUT) && !Files.isReadable(Path.of(file))) {
                throw refused("there is no file " + file + " that can be read");
            }
            if (!file.equals(STANDARD_INPUT) && Files.isDirectory(Path.of(file))) {
                throw refused(file + " is a folder, allowed are files and -");
            }
        }
        if (rejects != null
                && Files.exists(rejects)
                && Files.size(rejects) > 0
                && !Files.exists(Journal.pathFor(rejects))) {
            throw refused("--rejects " + rejects + " holds something already, allowed is a new file");
        }
    }

    private StackOutputs outputs() throws InterruptedException {
        return stack.outputs(spec.commandLine(), surroundings.project(), surroundings.pulumi());
    }

    private KinesisClient client(StackOutputs outputs) {
        var what = "the stream " + outputs.streamName() + " at " + outputs.kinesisEndpoint(System::getenv);
        return new ReachableKinesis(surroundings.kinesis().apply(outputs), what, System::nanoTime, this::say);
    }

    private Rejects rejects() {
        return rejects == null ? Rejects.dropped() : writable(rejects, Rejects::in);
    }

    private Journal journal(StackOutputs outputs) {
        return rejects == null ? Journal.none() : writable(rejects, file -> Journal.beside(file, outputs));
    }

    private <T> T writable(Path file, Function<Path, T> opening) {
        try {
            return opening.apply(file);
        } catch (CommandException wrong) {
            throw refused(String.valueOf(wrong.getMessage()));
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private void say(String line) {
        err().println(line);
        err().flush();
    }

    private static void giveUpAfterGrace(EventProducer producer) {
        var timer = new Thread(() -> {
            try {
                Thread.sleep(GRACE.toMillis());
                producer.giveUp();
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
        });
        timer.setDaemon(true);
        timer.start();
    }

    private static boolean endsInTime(Ending end) {
        var ending = new Thread(end);
        ending.setDaemon(true);
        ending.start();
        try {
            ending.join(GRACE.plus(AFTER_GRACE).toMillis());
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
        return !ending.isAlive();
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // then it has nothing left to do
        }
    }

    /** Ends the sending once, whether the input or a person ended it. */
    private final class Ending implements Runnable {

        private final Sending sending;
        private boolean over;
        private boolean allAcknowledged;

        Ending(Sending sending) {
            this.sending = sending;
        }

        @Override
        public synchronized void run() {
            if (over) {
                return;
            }
            over = true;
            var summary = sending.finish();
            var failure = sending.failure();
            if (failure != null) {
                say("lake: " + failure.getMessage());
            }
            summary.print(spec.commandLine().getOut());
            if (rejects != null && Files.exists(rejects)) {
                say("what isn't acknowledged is in " + rejects);
            }
            if (rejects != null && Files.exists(Journal.pathFor(rejects))) {
                say("what was not read, or has no answer, is not in it: the same call again sends it");
            }
            var missing = sending.missing();
            if (missing != null) {
                say("lake: " + missing);
            }
            allAcknowledged = missing == null && summary.everythingAcknowledged(skipInvalid);
        }
    }
}
