package dev.kinesislake.local.cli;

import dev.kinesislake.app.config.StackConfig;
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
            description = "Configuration to use instead of what Pulumi.local.yaml says; may come again.")
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
                throw new ParameterException(
                        spec.commandLine(),
                        "--config has " + given + ", allowed are " + REGION + " and the keys of " + StackConfig.PROJECT
                                + ", with " + StackConfig.PROJECT + ": or without");
            }
            if (byKey.put(key, value) != null) {
                throw new ParameterException(spec.commandLine(), "--config has " + key + " twice");
            }
        });
        return byKey;
    }
}
