package dev.kinesislake.lab.proof.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.aws.LocalAws;
import dev.kinesislake.lab.aws.kinesis.ShardLimits;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** As outputs and as environment variables spell them. */
    private static final Map<String, String> SERVICES = Map.of(
            "s3",
            "S3",
            "kinesis",
            "KINESIS",
            "lambda",
            "LAMBDA",
            "glue",
            "GLUE",
            "cloudwatch",
            "CLOUDWATCH",
            "secretsManager",
            "SECRETS_MANAGER");

    /** What {@link #announce} says where the stack is deployed, too. */
    static final String DEPLOYING = "Starting the local AWS and deploying the stack: this takes some seconds.";

    private static final int MAX_PORT = 65_529;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "4566",
            description =
                    "Port of S3. Kinesis, Pulumi's AWS package, Lambda, Glue and CloudWatch use the next five ports. 0 picks free ports. "
                            + "Default: ${DEFAULT-VALUE}.")
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
            description = "Starts an empty AWS. Deploy the stack to it with `pulumi up -s local`.")
    private boolean empty;

    @Option(
            names = "--throttled",
            description = "Limits each shard as AWS does, to 1,000 records and 1 MiB per second.")
    private boolean throttled;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(spec.commandLine(), "--port is " + port + ", allowed is 0 to " + MAX_PORT);
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
        if (empty) {
            announce(spec, "Starting the local AWS: this takes some seconds.");
            serve(LocalAws.start(options), "Nothing is deployed yet: run `pulumi up -s local`. Objects are stored");
        } else {
            announce(spec, DEPLOYING);
            var stack = LocalStack.deploy(options, changed);
            var outputs = write(stack);
            serve(stack.aws(), "The stack's outputs are in " + outputs + ". Objects are stored");
        }
        return 0;
    }

    /** Starting takes seconds, on a slow machine a minute. */
    static void announce(CommandSpec spec, String what) {
        var err = spec.commandLine().getErr();
        err.println(what);
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
        SERVICES.forEach((service, variable) -> outputs.put(
                service + "Endpoint", Objects.requireNonNull(environment.get("AWS_ENDPOINT_URL_" + variable))));
        return outputs;
    }

    private void serve(LocalAws aws, String done) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            aws.close();
            // A stop that was asked for is no failure.
            Runtime.getRuntime().halt(0);
        }));
        aws.startSchedules();
        var out = spec.commandLine().getOut();
        aws.environment().forEach((name, value) -> out.println("export " + name + "=" + value));
        out.flush();
        var err = spec.commandLine().getErr();
        err.println(done + " below " + aws.folder().resolve("s3") + ". Press Ctrl-C to stop.");
        err.println(
                "Objects outlive this process. Streams don't: acknowledged records that the function has not stored when the"
                        + " process ends are lost.");
        err.flush();
        new CountDownLatch(1).await();
    }
}
