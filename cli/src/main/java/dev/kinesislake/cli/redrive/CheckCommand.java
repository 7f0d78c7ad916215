package dev.kinesislake.cli.redrive;

import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.redrive.mark.Marks;
import dev.kinesislake.redrive.mark.RowState;
import dev.kinesislake.redrive.send.Complaints;
import dev.kinesislake.redrive.send.Settling;
import dev.kinesislake.redrive.send.Time;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description =
                "Finds out on the stream whether rows were sent that a redrive which was cut off has claimed. Sends nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    /** How many claims are settled at once. */
    private static final int CLAIMS = 10_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Mixin
    private Age age = new Age();

    private long sent;
    private long notSent;
    private long undecided;

    @Override
    public Integer call() throws InterruptedException {
        var longEnough = age.value();
        try (var session = Session.open(spec, stack)) {
            var say = new Say(spec);
            var bucket = session.failedBucket();
            var marks = new Marks(bucket);
            var complaints = new Complaints(say::err);
            var settling =
                    new Settling(bucket, marks, session.stream(), longEnough, Time.of(Clock.systemUTC()), say::err);
            var open = new ArrayList<RowState.Open>();
            marks.each((row, state) -> {
                if (state instanceof RowState.Open claim) {
                    open.add(claim);
                }
                if (open.size() == CLAIMS) {
                    settle(settling, open, complaints);
                }
            });
            settle(settling, open, complaints);
            complaints.end();
            say.line("sent", sent);
            say.line("not sent", notSent);
            say.line("perhaps sent", undecided);
            return undecided == 0 ? 0 : 1;
        }
    }

    private void settle(Settling settling, List<RowState.Open> open, Complaints complaints)
            throws InterruptedException {
        if (open.isEmpty()) {
            return;
        }
        var verdicts = settling.settle(List.copyOf(open));
        open.clear();
        sent += verdicts.sent().size();
        notSent += verdicts.notSent().size();
        undecided += verdicts.undecided().size();
        verdicts.undecided().forEach(complaints::undecided);
    }
}
