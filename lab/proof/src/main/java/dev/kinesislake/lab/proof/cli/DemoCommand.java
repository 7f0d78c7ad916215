package dev.kinesislake.lab.proof.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.proof.demo.Demo;
import dev.kinesislake.lab.proof.events.GeneratedEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description =
                "Deploys the local stack to an AWS in this process, sends events through it and reads each one back.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int MAX_EVENTS = 10_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many valid events to generate, in addition to the samples. Default: ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--invalid",
            paramLabel = "M",
            defaultValue = "100",
            description = "How many invalid records to send, of every reason. Default: ${DEFAULT-VALUE}.")
    private int invalid;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".lake/demo",
            description =
                    "Where the objects go. The objects of an earlier demo are deleted first. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Mixin
    private ChangedConfig config = new ChangedConfig();

    @Override
    public Integer call() throws IOException, InterruptedException {
        check("--events", events);
        check("--invalid", invalid);
        // Only a stack that lists its sections knows an unknown one.
        var changed = config.values();
        changed.putIfAbsent(
                StackConfig.PROJECT + ":sections", new ObjectMapper().writeValueAsString(GeneratedEvents.SECTIONS));
        var sections = LocalStack.config(changed).function().sections();
        ServeCommand.announce(spec, ServeCommand.DEPLOYING);
        try (var stack = LocalStack.deploy(folder, true, 0, changed, Faults.NONE)) {
            var demo = new Demo(
                    stack, LocalStack.project().resolve("samples"), sections, Boolean.getBoolean("lake.interactive"));
            boolean exactlyOnce = demo.run(events, invalid, spec.commandLine().getOut());
            return exactlyOnce ? 0 : 1;
        }
    }

    private void check(String option, int count) {
        if (count < 0 || count > MAX_EVENTS) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + count + ", allowed is 0 to " + MAX_EVENTS);
        }
    }
}
