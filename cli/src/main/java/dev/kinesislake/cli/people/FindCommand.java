package dev.kinesislake.cli.people;

import dev.kinesislake.cli.CommandLines;
import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.erase.FoundRow;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Exit codes: 0 rows are printed, 1 there are none or an object can't be looked into, 2 wrong call. */
@Command(
        name = "find",
        description =
                "Prints all that a stack stores about somebody, as JSON lines: rows of the lake and the table, failed rows and "
                        + "discarded batches, old versions of objects included.",
        mixinStandardHelpOptions = true)
public final class FindCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Mixin
    private PeopleOptions who = new PeopleOptions();

    @Override
    public Integer call() throws InterruptedException {
        var people = who.people();
        var progress = new EraseProgress(spec);
        try (var parts = PeopleStack.open(spec, stack)) {
            var result = parts.finder(progress).find(parts.withHashes(people, who.keys()), this::print);
            spec.commandLine().getOut().flush();
            if (result.found().isEmpty()) {
                CommandLines.print(spec.commandLine(), "no rows found");
            }
            return result.found().isEmpty() || result.left() > 0 ? 1 : 0;
        }
    }

    private void print(FoundRow row) {
        spec.commandLine().getOut().println(row.toJson());
    }
}
