package dev.kinesislake.lab.bench;

import dev.kinesislake.cli.CommandLines;
import dev.kinesislake.lab.bench.parts.Growth;
import dev.kinesislake.lab.bench.parts.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./lake bench}. Exit codes: 0 done, 1 failed or got worse, 2 called in a way that isn't allowed. */
@Command(
        name = "lake bench",
        description = "Measures what the README claims about speed, and writes lab/bench/RESULTS.md.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--quick",
            description =
                    "Only show that everything runs, on the smallest work. Writes no file: such figures mean nothing.")
    private boolean quick;

    @Option(
            names = "--check",
            description =
                    "Compare a fresh run with lab/bench/results.json, and exit with 1 where something got worse. If the "
                            + "table was made on another machine, only counts and bytes are compared: ratios of times "
                            + "depend on the machine.")
    private boolean check;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Only these parts of the table, by the headings of lab/bench/RESULTS.md. Writes no file.")
    private List<String> only = List.of();

    private final Path folder;

    Bench(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) {
        System.exit(commandLine(Path.of(System.getProperty("lake.home", ""), "lab", "bench"))
                .execute(args));
    }

    /** @param folder of the committed table */
    static CommandLine commandLine(Path folder) {
        return CommandLines.of(new Bench(folder));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var parts = parts();
        var committed = check ? ResultFile.read(committedFile()) : null;
        var lines = new ArrayList<Line>();
        for (var part : parts) {
            CommandLines.print(spec.commandLine(), "measuring " + part.name());
            lines.addAll(PartProcess.run(part, quick));
        }
        var results = new Results(Machine.here(), lines);
        spec.commandLine().getOut().print(Table.of(results, parts));
        spec.commandLine().getOut().flush();
        if (committed != null) {
            return report(committed, results);
        }
        if (!quick && only.isEmpty()) {
            Files.writeString(folder.resolve("RESULTS.md"), Table.of(results, parts));
            ResultFile.write(folder.resolve("results.json"), results);
            Growth.draw(lines, folder.resolve("growth.png"));
        }
        return ExitCode.OK;
    }

    private int report(Results committed, Results fresh) {
        var complaints = Check.complaints(committed, fresh);
        if (!fresh.machine().isLike(committed.machine())) {
            CommandLines.print(
                    spec.commandLine(),
                    "the table was made on another machine ("
                            + committed.machine().name() + "; this is "
                            + fresh.machine().name() + "): only counts and bytes are compared");
        }
        complaints.forEach(complaint -> CommandLines.print(spec.commandLine(), complaint));
        if (complaints.isEmpty()) {
            CommandLines.print(spec.commandLine(), "nothing got worse");
        }
        return complaints.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Path committedFile() {
        var file = folder.resolve("results.json");
        if (!Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), "--check: there is no " + file + " to compare with");
        }
        return file;
    }

    private List<Part> parts() {
        Set<String> unknown = new HashSet<>(only);
        Parts.ALL.forEach(part -> unknown.remove(part.name()));
        if (!unknown.isEmpty()) {
            var allowed = Parts.ALL.stream().map(Part::name).collect(Collectors.joining(", "));
            throw new ParameterException(
                    spec.commandLine(), "--only is " + String.join(",", only) + ", allowed are some of " + allowed);
        }
        return Parts.ALL.stream()
                .filter(part -> only.isEmpty() || only.contains(part.name()))
                .toList();
    }
}
