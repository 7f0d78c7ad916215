package dev.kinesislake.local.cli;

import dev.kinesislake.app.config.InvalidConfigException;
import dev.kinesislake.producer.cli.SendCommand;
import dev.kinesislake.redrive.cli.RedriveCommand;
import java.io.PrintWriter;
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
        footer = "  bench    Measures, with libraries of its own. See ./lake bench --help.",
        version = "kinesis-lake 0.1.0",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            SendCommand.class,
            RedriveCommand.class,
            ChaosCommand.class
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
        return new CommandLine(new Lake())
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler(Lake::refused)
                .setExecutionExceptionHandler(Lake::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? There are demo, serve, send, redrive, chaos and bench");
    }

    private static int refused(ParameterException wrong, String[] args) {
        print(
                wrong.getCommandLine().getErr(),
                wrong.getMessage() + " (see "
                        + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof InvalidConfigException invalid) {
            print(command.getErr(), String.valueOf(invalid.getMessage()));
            return ExitCode.USAGE;
        }
        print(command.getErr(), failure.getMessage() == null ? failure.toString() : failure.getMessage());
        return ExitCode.SOFTWARE;
    }

    private static void print(PrintWriter err, String message) {
        err.println("lake: " + message);
        err.flush();
    }
}
