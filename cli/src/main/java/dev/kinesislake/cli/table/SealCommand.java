package dev.kinesislake.cli.table;

import dev.kinesislake.cli.CommandException;
import dev.kinesislake.cli.CommandLines;
import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackSession;
import dev.kinesislake.table.Frontier;
import dev.kinesislake.table.SealReport;
import dev.kinesislake.table.Sealer;
import dev.kinesislake.table.build.BuildLimits;
import dev.kinesislake.table.build.HourBuilder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Exit codes: 0 all hours that are due are sealed, 1 an hour is left or the run failed, 2 wrong call. */
@Command(
        name = "seal",
        description = "Builds the table from the hours that are over: one row per position, sorted, in large files.",
        mixinStandardHelpOptions = true)
public final class SealCommand implements Callable<Integer> {

    /** The consumer is mostly seconds behind. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private static final int MIN_MEMORY_MB = 256;

    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Option(
            names = "--now",
            description =
                    "Also hours that aren't over. They are built again when they have more rows, and don't count as"
                            + " sealed.")
    private boolean isUnfinishedToo;

    @Option(
            names = "--consumed-through",
            paramLabel = "TIME",
            description = "Up to when the function has stored all records, such as 2026-11-29T12:00:00Z. Default: 15"
                    + " minutes ago.")
    private @Nullable String consumedThrough;

    @Option(
            names = "--snapshot-days",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "How long the table can be read as it was. Default: ${DEFAULT-VALUE}.")
    private int snapshotDays;

    @Option(
            names = "--memory-mb",
            paramLabel = "MB",
            defaultValue = "1024",
            description =
                    "Memory for sorting; what doesn't fit is spilled to the temporary folder. Default: ${DEFAULT-VALUE}.")
    private int memoryMb;

    public SealCommand() {
        this(InstantSource.system());
    }

    SealCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        var consumed = consumed();
        if (snapshotDays < 0) {
            throw refused("--snapshot-days is " + snapshotDays + ", allowed is 0 or more");
        }
        if (memoryMb < MIN_MEMORY_MB) {
            throw refused("--memory-mb is " + memoryMb + ", allowed is " + MIN_MEMORY_MB + " or more");
        }
        var report = seal(consumed);
        print(report);
        return report.left() == 0 ? 0 : 1;
    }

    private SealReport seal(Instant consumed) throws InterruptedException {
        try (var parts = StackTable.open(spec, stack, Duration.ofDays(snapshotDays));
                var progress = SealProgress.of(spec.commandLine().getErr(), Boolean.getBoolean("lake.interactive"))) {
            var limits = BuildLimits.in(Path.of(System.getProperty("java.io.tmpdir")))
                    .withMemoryMb(memoryMb);
            var sealer = new Sealer(
                    parts.lake(),
                    parts.table(),
                    new HourBuilder(parts.lake(), limits, StackSession.PARALLEL),
                    frontier(consumed, parts.waiting()),
                    clock,
                    progress);
            return sealer.seal(isUnfinishedToo);
        }
    }

    private void print(SealReport report) {
        var out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "sealed          %,d hours, %,d rows, %,d files, %s",
                report.built(),
                report.rows(),
                report.files(),
                Sizes.megabytes(report.bytes())));
        out.println("sealed through  " + report.sealedThrough());
        out.flush();
        if (report.left() > 0) {
            CommandLines.print(spec.commandLine(), report.left() + " hours could not be sealed, see above");
        }
    }

    private static Frontier frontier(Instant consumed, WaitingBatches waiting) {
        return new Frontier() {
            @Override
            public Instant consumedThrough() {
                return consumed;
            }

            @Override
            public Optional<Instant> oldestWaiting() {
                try {
                    return waiting.oldest();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw new CommandException("the command was stopped");
                }
            }
        };
    }

    private Instant consumed() {
        var now = clock.instant();
        if (consumedThrough == null) {
            return now.minus(GRACE);
        }
        try {
            var time = Instant.parse(consumedThrough);
            if (time.isAfter(now)) {
                throw refused("--consumed-through is " + consumedThrough + ", allowed is a time up to now");
            }
            return time;
        } catch (DateTimeException wrong) {
            throw refused(
                    "--consumed-through is " + consumedThrough + ", allowed is a time such as 2026-11-29T12:00:00Z");
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
