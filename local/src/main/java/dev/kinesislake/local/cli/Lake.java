package dev.kinesislake.local.cli;

import dev.kinesislake.app.config.InvalidConfigException;
import dev.kinesislake.producer.cli.CommandLines;
import dev.kinesislake.producer.cli.SendCommand;
import dev.kinesislake.redrive.cli.RedriveCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./lake}. Exit codes: 0 done, 1 failed, 2 called in a way that isn't allowed. */
@Command(
        name = "lake",
        description =
                "Runs kinesis-lake on this machine, and sends events to where it is deployed, and failed ones again.",
        mixinStandardHelpOptions = true,
        version = "kinesis-lake 0.1.0",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            SendCommand.class,
            RedriveCommand.class,
            ChaosCommand.class,
            BenchCommand.class
        })
public final class Lake implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        int status = commandLine().execute(args);
        // Whatever a library has left running, the command is over.
        System.exit(status);
    }

    static CommandLine commandLine() {
        return CommandLines.of(new Lake(), (failure, command, parsed) -> {
            CommandLines.print(command, failure.getMessage() == null ? failure.toString() : failure.getMessage());
            return failure instanceof InvalidConfigException ? ExitCode.USAGE : ExitCode.SOFTWARE;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? There are demo, serve, send, redrive, chaos and bench");
    }
}
