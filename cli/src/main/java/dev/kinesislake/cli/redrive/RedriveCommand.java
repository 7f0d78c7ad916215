package dev.kinesislake.cli.redrive;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts failed records back. Exit codes: 0 done, 1 not all of it, 2 wrong call. */
@Command(
        name = "redrive",
        description =
                "Redrives failed records of a deployed stack: puts rows back on the stream, unchanged or fixed, and invokes the "
                        + "consumer with discarded batches. Each is redriven once, even if the command is killed and repeated.",
        mixinStandardHelpOptions = true,
        subcommands = {ListCommand.class, ShowCommand.class, SendCommand.class, CheckCommand.class, HelpCommand.class})
public final class RedriveCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command is given, there are list, show, send and check");
    }
}
