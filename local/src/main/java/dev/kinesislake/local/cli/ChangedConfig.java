package dev.kinesislake.local.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The option {@code -c}, for every command that deploys the local stack. */
final class ChangedConfig {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "KEY=VALUE",
            description = "Configuration to use instead of what Pulumi.local.yaml says; may come again.")
    private Map<String, String> values = new TreeMap<>();

    /** What was given, by key; to be added to. */
    Map<String, String> values() {
        return values;
    }
}
