package dev.kinesislake.cli.redrive;

import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackSession;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.FailedRow;
import dev.kinesislake.redrive.failed.FailedRows;
import dev.kinesislake.redrive.failed.StoredBatches;
import dev.kinesislake.redrive.failed.Unreadable;
import dev.kinesislake.redrive.fix.Fix;
import dev.kinesislake.redrive.fix.JqFix;
import dev.kinesislake.redrive.fix.Repair;
import dev.kinesislake.redrive.lake.Advice;
import dev.kinesislake.redrive.lake.BatchCheck;
import dev.kinesislake.redrive.lake.RowCheck;
import dev.kinesislake.redrive.mark.Marks;
import dev.kinesislake.redrive.mark.RowState;
import dev.kinesislake.redrive.send.BatchRedrive;
import dev.kinesislake.redrive.send.Complaints;
import dev.kinesislake.redrive.send.InParallel;
import dev.kinesislake.redrive.send.RowRedrive;
import dev.kinesislake.redrive.send.Settling;
import dev.kinesislake.redrive.send.Time;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "send",
        description =
                "Puts chosen rows back on the stream and chosen batches through the consumer, each once. What is no event, "
                        + "also after the fix, isn't sent.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Mixin
    private Chosen chosen = new Chosen();

    @Option(
            names = "--fix",
            paramLabel = "JQ",
            description = "A jq expression that makes events of each row's JSON, such as "
                    + "'.metadata.section = \"Home-Decor\"' or '.events[]'.")
    private @Nullable String fix;

    @Option(
            names = "--dry-run",
            description = "Sends nothing, and prints each row before and after: what events say is shown.")
    private boolean dryRun;

    @Mixin
    private Age age = new Age();

    @Override
    public Integer call() throws InterruptedException {
        chosen.check();
        if (fix != null && chosen.batches()) {
            throw chosen.refused("--fix changes rows: a batch is redriven as it is");
        }
        var wanted = fix == null ? Fix.NONE : parsed(fix);
        var longEnough = age.value();
        try (var session = Session.open(spec, stack)) {
            var bucket = session.failedBucket();
            var sections = session.consumer().config().sections();
            var repair = new Repair(wanted, sections);
            var check = new BatchCheck(session.lakeBucket(), bucket, sections);
            var choice = chosen.choice(bucket.now());
            var unreadable = new Unreadable(new Say(spec)::err);
            boolean everything = true;
            if (dryRun) {
                show(bucket, check, new RowCheck(session.lakeBucket(), bucket, sections), choice, repair, unreadable);
            } else {
                if (chosen.batches()) {
                    everything = sendBatches(session, bucket, check, choice);
                }
                if (chosen.rows()) {
                    // After the batches, whose redrive stores some of the rows.
                    var rowCheck = new RowCheck(session.lakeBucket(), bucket, sections);
                    everything &= sendRows(session, bucket, rowCheck, choice, repair, longEnough, unreadable);
                }
            }
            return everything && unreadable.isEmpty() ? 0 : 1;
        }
    }

    private JqFix parsed(String expression) {
        try {
            return JqFix.parse(expression);
        } catch (IllegalArgumentException wrong) {
            throw chosen.refused("--fix is " + expression + ", which is no jq expression: " + wrong.getMessage());
        }
    }

    private boolean sendRows(
            Session session,
            FailedBucket bucket,
            RowCheck check,
            Choice choice,
            Repair repair,
            Duration longEnough,
            Unreadable unreadable)
            throws InterruptedException {
        var time = Time.of(Clock.systemUTC());
        var say = new Say(spec);
        var marks = new Marks(bucket);
        var stream = session.stream();
        var complaints = new Complaints(say::err);
        var settling = new Settling(bucket, marks, stream, longEnough, time, say::err);
        try (var parallel = new InParallel(StackSession.PARALLEL)) {
            var totals = new RowRedrive(new RowRedrive.Parts(
                            new FailedRows(bucket, unreadable),
                            repair,
                            check,
                            marks,
                            stream,
                            settling,
                            complaints,
                            parallel,
                            time,
                            new SecureRandom(),
                            UUID::randomUUID))
                    .run(choice);
            complaints.end();
            if (totals.withoutData() > 0) {
                say.err("rows without data can't be sent: " + totals.withoutData()
                        + " (the stack's failedData was drop when they failed)");
            }
            say.line("rows chosen", totals.chosen());
            say.line("redriven", totals.redriven());
            say.line("redriven before", totals.before());
            say.line("in the lake", totals.inLake());
            say.line("invalid", totals.invalid());
            if (totals.withoutData() > 0) {
                say.line("without data", totals.withoutData());
            }
            say.line("not sent", totals.notSent());
            say.line("perhaps sent", totals.perhapsSent());
            return totals.everythingIsRedriven();
        }
    }

    private boolean sendBatches(Session session, FailedBucket bucket, BatchCheck check, Choice choice)
            throws InterruptedException {
        var say = new Say(spec);
        var complaints = new Complaints(say::err);
        var totals = new BatchRedrive(bucket, check, session.consumer(), complaints).run(choice, chosen.batchKeys());
        complaints.end();
        say.line("batches chosen", totals.chosen());
        say.line("redriven", totals.redriven());
        say.line("redriven before", totals.before());
        say.line("left alone", totals.leftAlone());
        return totals.everythingIsStored();
    }

    private void show(
            FailedBucket bucket,
            BatchCheck check,
            RowCheck rowCheck,
            Choice choice,
            Repair repair,
            Unreadable unreadable)
            throws InterruptedException {
        var say = new Say(spec);
        var marks = new Marks(bucket);
        if (chosen.batches()) {
            var batches = new StoredBatches(bucket, unreadable);
            batches.each(choice, chosen.batchKeys(), batch -> {
                try {
                    say.out("batch  " + batch.key() + "  "
                            + (batches.isRedriven(batch.key()) ? "redriven before" : wouldBe(check.advise(batch))));
                } catch (RedriveException why) {
                    unreadable.accept(new RedriveException(batch.key() + ": " + why.getMessage(), why));
                }
            });
        }
        if (chosen.rows()) {
            new FailedRows(bucket, unreadable).each(choice, row -> {
                say.out("row    " + row.id() + "  " + row.reason()
                        + words(marks.state(row.record().position()), row, rowCheck));
                show(row, repair, say);
            });
        }
    }

    /** What is to be said of a row before it's shown. */
    private static String words(RowState state, FailedRow row, RowCheck check) throws InterruptedException {
        if (state instanceof RowState.Sent) {
            return "  redriven before";
        }
        if (state instanceof RowState.Open) {
            return "  perhaps sent before";
        }
        try {
            var place = check.find(row.record());
            if (place instanceof RowCheck.InBatch batch) {
                return "  not to be sent: the redrive of batch " + batch.key() + " stores it";
            }
            return place instanceof RowCheck.InLake ? "  in the lake already" : "";
        } catch (RedriveException unreadable) {
            return "  not to be sent: " + unreadable.getMessage();
        }
    }

    private static String wouldBe(Advice advice) {
        return switch (advice) {
            case REDRIVE -> "to be redriven";
            case LEAVE_ALONE -> "left alone: it was delivered again, and is stored";
            case WAIT -> "to be redriven later: rows behind it are still being delivered";
            case ROWS_REDRIVEN -> "refused: some of its rows were redriven by themselves";
        };
    }

    private static void show(FailedRow row, Repair repair, Say say) {
        if (!row.hasData()) {
            say.out("not sent: has no data");
            return;
        }
        say.out("before " + Printable.of(row.record().data()));
        var repaired = repair.repair(row);
        if (repaired instanceof Repair.Events events) {
            say.out("after  " + Printable.of(events.data()));
        } else if (repaired instanceof Repair.Invalid invalid) {
            say.out("not sent: " + invalid.reason() + ": " + invalid.event() + invalid.detail());
            var data = invalid.data();
            if (data != null) {
                say.out("after  " + Printable.of(data));
            }
        }
    }
}
