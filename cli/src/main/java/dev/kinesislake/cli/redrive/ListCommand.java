package dev.kinesislake.cli.redrive;

import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.FailedRows;
import dev.kinesislake.redrive.failed.StoredBatches;
import dev.kinesislake.redrive.failed.Unreadable;
import dev.kinesislake.redrive.mark.Marks;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Shows what failed: rows by reason, day and detail, and discarded batches. Quotes no event.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Option(names = "--rows", description = "Also each row by its id, and whether it is redriven.")
    private boolean each;

    @Override
    public Integer call() throws InterruptedException {
        try (var session = Session.open(spec, stack)) {
            var out = spec.commandLine().getOut();
            var bucket = session.failedBucket();
            var unreadable = new Unreadable(new Say(spec)::err);
            rows(bucket, unreadable, out);
            batches(bucket, unreadable, out);
            out.flush();
            return unreadable.isEmpty() ? 0 : 1;
        }
    }

    private void rows(FailedBucket bucket, Unreadable unreadable, PrintWriter out) throws InterruptedException {
        var states = new HashMap<Position, Redriven>();
        new Marks(bucket).each((row, state) -> states.put(row, Redriven.of(state)));
        var groups = new FailureGroups();
        new FailedRows(bucket, unreadable).each(Choice.everything(), row -> {
            var redriven = states.getOrDefault(row.record().position(), Redriven.NO);
            groups.add(row, redriven);
            if (each) {
                out.println(row.id() + "  " + row.reason() + "  " + row.record().arrivalTime() + redriven.words());
            }
        });
        groups.print(out);
    }

    private static void batches(FailedBucket bucket, Unreadable unreadable, PrintWriter out)
            throws InterruptedException {
        var count = new long[1];
        var batches = new StoredBatches(bucket, unreadable);
        batches.each(Choice.everything(), Set.of(), batch -> {
            if (count[0]++ == 0) {
                out.println("discarded batches:");
            }
            out.println("  " + batch.key() + "  " + batch.condition() + ", " + batch.records() + " records, "
                    + batch.firstArrival()
                    + (batches.isRedriven(batch.key()) ? ", redriven" : ""));
        });
        if (count[0] == 0) {
            out.println("no discarded batch");
        }
    }
}
