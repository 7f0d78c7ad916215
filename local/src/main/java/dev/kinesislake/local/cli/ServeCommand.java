package dev.kinesislake.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.local.s3.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "Deploys the local stack to an AWS in this process and serves it until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_534;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "4566",
            description = "Port of S3, with Kinesis on the next one; 0 takes any free ones. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".lake/serve",
            description = "Where objects, logs and outputs.json are kept. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "KEY=VALUE",
            description = "Configuration to use instead of what Pulumi.local.yaml says; may come again.")
    private Map<String, String> config = new TreeMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port is " + port + ", allowed is 0 to " + HIGHEST_PORT);
        }
        var stack = LocalStack.deploy(folder, false, port, config, Faults.NONE);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stack.close();
            // A stop that was asked for is no failure.
            Runtime.getRuntime().halt(0);
        }));
        var outputs = stack.aws().folder().resolve("outputs.json");
        Files.writeString(
                outputs,
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(stack.outputs()) + "\n");
        var out = spec.commandLine().getOut();
        stack.aws().environment().forEach((name, value) -> out.println("export " + name + "=" + value));
        out.flush();
        var err = spec.commandLine().getErr();
        err.println("The stack's outputs are in " + outputs + ", its objects below "
                + stack.aws().folder().resolve("s3") + ". Ctrl-C ends it.");
        err.flush();
        new CountDownLatch(1).await();
        return 0;
    }
}
