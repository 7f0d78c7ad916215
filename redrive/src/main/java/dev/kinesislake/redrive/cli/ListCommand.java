package dev.kinesislake.redrive.cli;

import dev.kinesislake.producer.cli.StackChoice;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.FailedRows;
import dev.kinesislake.redrive.failed.StoredBatches;
import dev.kinesislake.redrive.mark.Marks;
import dev.kinesislake.redrive.mark.RowState;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description =
                "Shows what failed: rows by reason, day and detail, and the batches that Lambda gave up. Quotes no event.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    private final Surroundings surroundings = Surroundings.ofThisProcess();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Override
    public Integer call() throws InterruptedException {
        try (var session = Session.open(spec, stack, surroundings)) {
            var out = spec.commandLine().getOut();
            var bucket = session.failedBucket();
            rows(bucket, out);
            batches(bucket, out);
            out.flush();
            return 0;
        }
    }

    private static void rows(FailedBucket bucket, PrintWriter out) throws InterruptedException {
        var groups = new FailureGroups();
        new FailedRows(bucket).each(Choice.everything(), groups::add);
        var redriven = new long[2];
        new Marks(bucket).each((row, state) -> {
            if (state instanceof RowState.Sent) {
                redriven[0]++;
            } else if (state instanceof RowState.Open) {
                redriven[1]++;
            }
        });
        out.printf(Locale.ROOT, "%,d failed rows, %,d of them redriven", groups.total(), redriven[0]);
        out.println(redriven[1] == 0 ? "" : String.format(Locale.ROOT, ", %,d perhaps (redrive check)", redriven[1]));
        groups.print(out);
    }

    private static void batches(FailedBucket bucket, PrintWriter out) throws InterruptedException {
        var count = new long[1];
        var batches = new StoredBatches(bucket);
        batches.each(Choice.everything(), Set.of(), batch -> {
            if (count[0]++ == 0) {
                out.println("batches that Lambda gave up:");
            }
            out.println("  " + batch.key() + "  " + batch.condition() + ", " + batch.records() + " records, "
                    + batch.firstArrival()
                    + (batches.isRedriven(batch.key()) ? ", redriven" : ""));
        });
        if (count[0] == 0) {
            out.println("no batch that Lambda gave up");
        }
    }
}
