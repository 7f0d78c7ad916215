package dev.kinesislake.cli.table;

import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.table.TableStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Shows what the lake and its table have, up to when hours are sealed, and what waits.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Override
    public Integer call() throws InterruptedException {
        try (var parts = StackTable.open(spec, stack, InstantSource.system())) {
            var waiting = parts.frontier().waiting().arrivals();
            var status = TableStatus.of(
                    parts.lake(),
                    parts.table(),
                    parts.expiry(),
                    parts.frontier().consumedThrough(),
                    Instant.now());
            var out = spec.commandLine().getOut();
            out.println(String.format(
                    Locale.ROOT,
                    "lake            %,d hours, %,d objects, %s",
                    status.hours(),
                    status.objects(),
                    Sizes.megabytes(status.bytes())));
            out.println(String.format(
                    Locale.ROOT,
                    "table           %,d hours, %,d files, %s, %,d rows, %,d snapshots",
                    status.sealedHours(),
                    status.files(),
                    Sizes.megabytes(status.fileBytes()),
                    status.rows(),
                    status.snapshots()));
            out.println("sealed through  "
                    + status.sealedThrough().map(Instant::toString).orElse("nothing is sealed yet"));
            out.println(String.format(
                    Locale.ROOT,
                    "to seal         %,d hours that are over, %,d that aren't",
                    status.dueHours(),
                    status.unfinishedHours()));
            out.println("waiting         "
                    + (waiting.isEmpty()
                            ? "no discarded batch"
                            : String.format(
                                    Locale.ROOT,
                                    "%,d discarded batches, the oldest record arrived %s",
                                    waiting.size(),
                                    Collections.min(waiting))));
            out.flush();
            return 0;
        }
    }
}
