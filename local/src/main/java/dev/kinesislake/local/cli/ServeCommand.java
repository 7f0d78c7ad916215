package dev.kinesislake.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.local.DeployedStack;
import dev.kinesislake.local.LocalAws;
import dev.kinesislake.local.kinesis.ShardLimits;
import dev.kinesislake.local.s3.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "Deploys the local stack to an AWS in this process and serves it until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_532;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "4566",
            description =
                    "Port of S3, with Kinesis, Pulumi's AWS package and Lambda on the three behind it; 0 takes any free "
                            + "ones. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".lake/serve",
            description = "Where objects, logs and outputs.json are kept. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Mixin
    private ChangedConfig config = new ChangedConfig();

    @Option(
            names = "--no-deploy",
            description =
                    "Starts with nothing in it, for `pulumi up -s local` to deploy the stack with Pulumi's own engine.")
    private boolean empty;

    @Option(
            names = "--throttled",
            description =
                    "Each shard takes no more than on AWS, 1,000 records and 1 MiB a second, instead of anything.")
    private boolean throttled;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port is " + port + ", allowed is 0 to " + HIGHEST_PORT);
        }
        var changed = LocalStack.config(config.values());
        var options = new LocalAws.Options(
                folder,
                false,
                LocalStack.project(),
                changed.region(),
                LocalStack.NAME,
                port,
                throttled ? ShardLimits.AWS : ShardLimits.NONE,
                Faults.NONE);
        announce(spec);
        if (empty) {
            serve(
                    LocalAws.start(options),
                    "Nothing is deployed yet: `pulumi up -s local` does it. Its objects will be");
        } else {
            var stack = LocalStack.deploy(options, changed);
            var outputs = write(stack);
            serve(stack.aws(), "The stack's outputs are in " + outputs + ", its objects are");
        }
        return 0;
    }

    /** Starting takes seconds, on a slow machine a minute. */
    static void announce(CommandSpec spec) {
        var err = spec.commandLine().getErr();
        err.println("Starting the local AWS and deploying the stack: this takes some seconds.");
        err.flush();
    }

    private static Path write(DeployedStack stack) throws IOException {
        var outputs = stack.aws().folder().resolve("outputs.json");
        Files.writeString(
                outputs,
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(withEndpoints(stack)) + "\n");
        return outputs;
    }

    /** With where this AWS listens, so that no command takes the outputs for those of a real account's stack. */
    private static Map<String, String> withEndpoints(DeployedStack stack) {
        var environment = stack.aws().environment();
        var outputs = new TreeMap<>(stack.outputs());
        for (var service : List.of("s3", "kinesis", "lambda")) {
            outputs.put(
                    service + "Endpoint",
                    Objects.requireNonNull(environment.get("AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT))));
        }
        return outputs;
    }

    private void serve(LocalAws aws, String done) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            aws.close();
            // A stop that was asked for is no failure.
            Runtime.getRuntime().halt(0);
        }));
        var out = spec.commandLine().getOut();
        aws.environment().forEach((name, value) -> out.println("export " + name + "=" + value));
        out.flush();
        var err = spec.commandLine().getErr();
        err.println(done + " below " + aws.folder().resolve("s3") + ". Ctrl-C ends it.");
        err.println(
                "Objects outlive this process. Streams and their records don't, also acknowledged ones: what the function has not"
                        + " stored when it ends, or is killed, is lost.");
        err.flush();
        new CountDownLatch(1).await();
    }
}
