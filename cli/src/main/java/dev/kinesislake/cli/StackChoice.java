package dev.kinesislake.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which stack a command is about: one of the two options. To be used as an argument group of multiplicity 1. */
public final class StackChoice {

    @Option(names = "--stack", paramLabel = "NAME", description = "The stack whose outputs the Pulumi CLI tells.")
    private @Nullable String stack;

    @Option(
            names = "--outputs",
            paramLabel = "FILE",
            description = "A file with the stack's outputs, such as ./lake serve writes.")
    private @Nullable Path outputs;

    /**
     * The outputs of the stack that was chosen. A file that isn't one of outputs is a wrong call.
     *
     * @param project the folder of {@code Pulumi.yaml}
     * @param pulumi the CLI's name or path
     */
    public StackOutputs outputs(CommandLine command, Path project, String pulumi) throws InterruptedException {
        if (outputs != null) {
            try {
                return StackOutputs.ofFile(outputs);
            } catch (CommandException wrong) {
                throw new ParameterException(command, "--outputs: " + wrong.getMessage(), wrong);
            }
        }
        return StackOutputs.ofStack(stack == null ? "" : stack, project, pulumi);
    }
}
