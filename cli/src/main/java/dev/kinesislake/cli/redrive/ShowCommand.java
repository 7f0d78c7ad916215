package dev.kinesislake.cli.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.FailedRow;
import dev.kinesislake.redrive.failed.FailedRows;
import dev.kinesislake.redrive.failed.RowId;
import dev.kinesislake.redrive.failed.StoredBatches;
import dev.kinesislake.redrive.failed.Unreadable;
import dev.kinesislake.redrive.mark.Marks;
import dev.kinesislake.redrive.mark.RowState;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Prints a failed row with its data, or a discarded batch.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Parameters(
            paramLabel = "ID",
            description =
                    "A row's <shardId>-<sequenceNumber>[-<subSequenceNumber>], or a batch's key as list shows it.")
    private String id = "";

    @Override
    public Integer call() throws InterruptedException {
        boolean isBatch = id.startsWith(LakeLayout.UNPROCESSED_PREFIX);
        var row = RowId.parse(id);
        if (!isBatch && row.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "ID is " + id
                            + ", allowed is <shardId>-<sequenceNumber>[-<subSequenceNumber>] or the key of a batch");
        }
        try (var session = Session.open(spec, stack)) {
            var out = spec.commandLine().getOut();
            if (isBatch) {
                batch(session.failedBucket(), out);
            } else {
                row(session.failedBucket(), row.orElseThrow(), out);
            }
            out.flush();
            return 0;
        }
    }

    private void row(FailedBucket bucket, Position wanted, PrintWriter out) throws InterruptedException {
        var found = new boolean[1];
        new FailedRows(bucket, new Unreadable(new Say(spec)::err)).each(Choice.of(Set.of(wanted)), row -> {
            found[0] = true;
            print(row, out);
            out.println("redrive        " + words(new Marks(bucket).state(wanted)));
            if (row.hasData()) {
                out.println(Printable.of(row.record().data()));
            }
        });
        if (!found[0]) {
            throw new RedriveException("there is no failed row " + id);
        }
    }

    private static void print(FailedRow row, PrintWriter out) {
        out.println("id             " + row.id());
        out.println("reason         " + row.reason());
        out.println("detail         " + Printable.of(row.detail().getBytes(UTF_8)));
        if (row.path() != null) {
            out.println("path           " + Printable.of(row.path().getBytes(UTF_8)));
        }
        out.println("arrived        " + row.record().arrivalTime());
        if (row.hasData()) {
            out.println(
                    "partition key  " + Printable.of(row.record().partitionKey().getBytes(UTF_8)));
            out.println("bytes          " + row.record().data().length);
        }
    }

    private static String words(RowState state) {
        if (state instanceof RowState.Open open) {
            return "perhaps sent, claimed at " + open.claimedAt();
        }
        return state instanceof RowState.Sent ? "sent" : "not sent";
    }

    private void batch(FailedBucket bucket, PrintWriter out) {
        var batches = new StoredBatches(bucket);
        var batch = batches.find(id);
        if (batch == null) {
            throw new RedriveException("there is no batch " + id);
        }
        out.println("key            " + batch.key());
        out.println("discarded      " + batch.condition());
        out.println("shard          " + batch.shardId());
        out.println("records        " + batch.records());
        out.println("first arrived  " + batch.firstArrival());
        out.println("redrive        " + (batches.isRedriven(batch.key()) ? "done" : "not done"));
        var payload = batch.payload();
        out.println(payload == null ? "(no payload)" : Printable.of(payload.getBytes(UTF_8)));
    }
}
