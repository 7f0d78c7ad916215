package dev.kinesislake.cli.people;

import dev.kinesislake.cli.CommandException;
import dev.kinesislake.cli.CommandLines;
import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.erase.Counts;
import dev.kinesislake.erase.EraseException;
import dev.kinesislake.erase.Eraser;
import dev.kinesislake.erase.Place;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.redrive.send.Complaints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Exit codes: 0 nothing is stored about them any more, or counts were printed; 1 something is left; 2 wrong call. */
@Command(
        name = "erase",
        description =
                "Erases all that a stack stores about somebody, also from what is still to come. Without --yes it counts, and "
                        + "changes nothing.",
        mixinStandardHelpOptions = true)
public final class EraseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Mixin
    private PeopleOptions who = new PeopleOptions();

    @Option(names = "--yes", description = "Erases. What is erased can't be had back.")
    private boolean yes;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes what was done to a file, without a text of anybody.")
    private @Nullable Path report;

    @Override
    public Integer call() throws InterruptedException {
        var people = who.people();
        if (report != null) {
            if (!yes) {
                throw new ParameterException(
                        spec.commandLine(), "--report is given, and --yes isn't: nothing is erased");
            }
            // Before anything is erased: what was can't be counted afterwards.
            write(report, "");
        }
        var progress = new EraseProgress(spec);
        try (var parts = PeopleStack.open(spec, stack)) {
            return yes ? erase(parts, people, progress) : count(parts, people, progress);
        } catch (EraseException cantGoOn) {
            throw new CommandException(String.valueOf(cantGoOn.getMessage()));
        }
    }

    private int count(PeopleStack parts, People people, EraseProgress progress) throws InterruptedException {
        var result = parts.finder(progress).find(parts.withHashes(people, who.keys()), row -> {});
        print("holds", result.found());
        CommandLines.print(spec.commandLine(), "nothing is changed: --yes erases");
        return result.left() == 0 ? 0 : 1;
    }

    private int erase(PeopleStack parts, People people, EraseProgress progress) throws InterruptedException {
        var began = Instant.now();
        var complaints = new Complaints(line -> CommandLines.print(spec.commandLine(), line));
        var result = new Eraser(parts.parts(progress, complaints), parts.withHashes(people, who.keys())).erase();
        complaints.end();
        print("erased", result.erased());
        if (report != null) {
            write(report, EraseReport.json(began, Instant.now(), people, result, progress.left()));
        }
        if (!result.isClean()) {
            CommandLines.print(spec.commandLine(), "not everything is erased, see above: erase again");
        }
        return result.isClean() ? 0 : 1;
    }

    private void print(String what, Counts counts) {
        var out = spec.commandLine().getOut();
        for (var place : Place.values()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-18s %s %,d rows in %,d objects",
                    place.label(),
                    what,
                    counts.rows(place),
                    counts.objects(place)));
        }
        out.flush();
    }

    private static String reason(IOException failure) {
        return failure instanceof NoSuchFileException ? "there is no such folder" : failure.toString();
    }

    private static void write(Path file, String json) {
        try {
            Files.writeString(file, json);
        } catch (IOException failed) {
            throw new CommandException("--report: the file " + file + " can't be written: " + reason(failed));
        }
    }
}
