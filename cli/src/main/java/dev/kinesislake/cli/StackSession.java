package dev.kinesislake.cli;

import dev.kinesislake.redrive.aws.Clients;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** A stack that a command works with: its outputs, and clients for its region. */
public record StackSession(StackOutputs outputs, Clients clients) implements AutoCloseable {

    /** Requests to S3 at the same time. */
    public static final int PARALLEL = 32;

    /** Opens the stack that a command line chooses. */
    public static StackSession open(CommandSpec spec, StackChoice stack) throws InterruptedException {
        var project = Path.of(System.getProperty("lake.home", "")).toAbsolutePath();
        var outputs = stack.outputs(spec.commandLine(), project, "pulumi");
        outputs.useEndpoints();
        return new StackSession(outputs, Clients.of(outputs.region(), EnvironmentCredentials.find(), PARALLEL));
    }

    @Override
    public void close() {
        clients.close();
    }
}
