package dev.kinesislake.redrive.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts failed records back. Exit codes: 0 done, 1 not all of it, 2 called in a way that isn't allowed. */
@Command(
        name = "redrive",
        description =
                "Puts failed records of a deployed stack back: rows onto the stream, as they were or through a fix, and "
                        + "discarded batches through the consumer. Each once, also if it's killed and repeated.",
        mixinStandardHelpOptions = true,
        subcommands = {ListCommand.class, ShowCommand.class, SendCommand.class, CheckCommand.class})
public final class RedriveCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "redrive what? There are list, show, send and check");
    }
}
