package dev.kinesislake.cli;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** What all command lines of this project share: help that fits the terminal, and one readable line for each error. */
public final class CommandLines {

    /** The terminal's columns, if {@code ./lake} runs in one. */
    private static final String COLUMNS = "lake.columns";

    private static final int DEFAULT_COLUMNS = 80;

    /** The narrowest that picocli prints. */
    private static final int MIN_COLUMNS = 55;

    /** Longer lines are hard to read. */
    private static final int MAX_COLUMNS = 110;

    private CommandLines() {}

    /**
     * A command line whose errors go to standard error, as one line that begins with {@code lake: }. A wrong call exits with 2, a
     * failure with 1.
     */
    public static CommandLine of(Object command) {
        return of(command, (failure, line, parsed) -> {
            print(line, failure.getMessage() == null ? failure.toString() : failure.getMessage());
            return ExitCode.SOFTWARE;
        });
    }

    /** The same with exit codes of its own for failures. */
    public static CommandLine of(Object command, IExecutionExceptionHandler failed) {
        return new CommandLine(command)
                .setUsageHelpWidth(columns(Integer.getInteger(COLUMNS, 0)))
                .setExecutionStrategy(CommandLines::execute)
                .setParameterExceptionHandler((wrong, args) -> refuse(wrong))
                .setExecutionExceptionHandler(failed);
    }

    /** Prints an error. */
    public static void print(CommandLine line, String message) {
        line.getErr().println("lake: " + message);
        line.getErr().flush();
    }

    /** The width of help for a terminal; 0 columns where there is none, or where its width is unknown. */
    static int columns(int terminal) {
        return terminal <= 0 ? DEFAULT_COLUMNS : Math.max(MIN_COLUMNS, Math.min(terminal, MAX_COLUMNS));
    }

    /** picocli answers {@code sned --help} with the help of what stands before. */
    private static int execute(ParseResult parsed) {
        var last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!last.unmatched().isEmpty()) {
            throw new UnmatchedArgumentException(last.commandSpec().commandLine(), last.unmatched());
        }
        return new RunLast().execute(parsed);
    }

    private static int refuse(ParameterException wrong) {
        var line = wrong.getCommandLine();
        print(line, Refusal.of(wrong) + " (see " + line.getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE;
    }
}
