package dev.kinesislake.lab.proof.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands for {@code ./lake bench} in the list of commands: the script runs it as a program with libraries of its own. */
@Command(name = "bench", description = "Measures, with libraries of its own. See ./lake bench --help.")
final class BenchCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new UnsupportedOperationException("only ./lake runs bench");
    }
}
