package dev.kinesislake.cli.table;

import dev.kinesislake.cli.CommandLines;
import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackSession;
import dev.kinesislake.table.SealOptions;
import dev.kinesislake.table.SealReport;
import dev.kinesislake.table.Sealer;
import dev.kinesislake.table.build.BuildLimits;
import dev.kinesislake.table.build.HourBuilder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
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
        if (memoryMb < MIN_MEMORY_MB) {
            throw new ParameterException(
                    spec.commandLine(), "--memory-mb is " + memoryMb + ", allowed is " + MIN_MEMORY_MB + " or more");
        }
        var report = seal();
        print(report);
        return report.left() == 0 ? 0 : 1;
    }

    private SealReport seal() throws InterruptedException {
        try (var parts = StackTable.open(spec, stack, clock);
                var progress = SealProgress.of(spec.commandLine().getErr(), Boolean.getBoolean("lake.interactive"))) {
            var limits = BuildLimits.in(Path.of(System.getProperty("java.io.tmpdir")))
                    .withMemoryMb(memoryMb);
            var sealer = new Sealer(
                    parts.lake(),
                    parts.table(),
                    new HourBuilder(parts.lake(), limits, StackSession.PARALLEL),
                    parts.frontier(),
                    clock,
                    progress,
                    SealOptions.DEFAULT.withExpiry(parts.expiry()));
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
        if (report.dropped() > 0) {
            out.println(String.format(
                    Locale.ROOT, "dropped         %,d hours whose objects the lake keeps no longer", report.dropped()));
        }
        if (report.left() > 0) {
            CommandLines.print(spec.commandLine(), report.left() + " hours could not be sealed, see above");
        }
    }
}
