package dev.kinesislake.lab.proof.cli;

import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.cli.Nearest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code -c}, for every command that deploys the local stack. */
final class ChangedConfig {

    private static final String REGION = "aws:region";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "KEY=VALUE",
            description = "Overrides a setting of Pulumi.local.yaml. May be repeated.")
    private Map<String, String> values = new TreeMap<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * What was given, by key with its namespace; to be added to.
     *
     * @throws ParameterException for a key that nothing reads
     */
    Map<String, String> values() {
        var byKey = new TreeMap<String, String>();
        values.forEach((given, value) -> {
            var key = given.contains(":") ? given : StackConfig.PROJECT + ":" + given;
            if (!key.startsWith(StackConfig.PROJECT + ":") && !key.equals(REGION)) {
                var near =
                        Nearest.to(given, List.of(REGION, StackConfig.PROJECT + given.substring(given.indexOf(':'))));
                throw new ParameterException(
                        spec.commandLine(),
                        "--config has " + given
                                + near.map(name -> ", did you mean " + name + "? Allowed")
                                        .orElse(", allowed")
                                + " is " + REGION + " or a key of " + StackConfig.PROJECT + ", with or without "
                                + StackConfig.PROJECT + ":");
            }
            if (byKey.put(key, value) != null) {
                throw new ParameterException(spec.commandLine(), "--config has " + key + " twice");
            }
        });
        return byKey;
    }
}
