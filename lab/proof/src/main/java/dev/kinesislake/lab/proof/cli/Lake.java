package dev.kinesislake.lab.proof.cli;

import dev.kinesislake.app.config.InvalidConfigException;
import dev.kinesislake.cli.CommandLines;
import dev.kinesislake.cli.cat.CatCommand;
import dev.kinesislake.cli.cost.CostCommand;
import dev.kinesislake.cli.people.EraseCommand;
import dev.kinesislake.cli.people.FindCommand;
import dev.kinesislake.cli.permissions.PermissionsCommand;
import dev.kinesislake.cli.personal.PersonalKeyCommand;
import dev.kinesislake.cli.redrive.RedriveCommand;
import dev.kinesislake.cli.send.SendCommand;
import dev.kinesislake.cli.table.SealCommand;
import dev.kinesislake.cli.table.StatusCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./lake}. Exit codes: 0 done, 1 failed, 2 wrong call. */
@Command(
        name = "lake",
        description =
                "Runs kinesis-lake on this machine, sends events to a deployed stack, prints its rows, redrives failed records, "
                        + "seals hours into the table, finds and erases people, keeps the key of hashed personal data, and prints what a "
                        + "deploying role needs and what a stack costs.",
        mixinStandardHelpOptions = true,
        version = "kinesis-lake 0.1.0",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            SendCommand.class,
            CatCommand.class,
            RedriveCommand.class,
            SealCommand.class,
            StatusCommand.class,
            FindCommand.class,
            EraseCommand.class,
            PermissionsCommand.class,
            PersonalKeyCommand.class,
            CostCommand.class,
            ChaosCommand.class,
            BenchCommand.class,
            HelpCommand.class
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
                spec.commandLine(),
                "no command is given, there are demo, serve, send, cat, redrive, seal, status, find, erase, permissions, personal-key,"
                        + " cost, chaos and bench");
    }
}
