package dev.kinesislake.app.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The commands of the Pulumi CLI (Pulumi CLI, "pulumi config set"). They name the stack, since the one that is selected may be
 * another one, or none.
 *
 * @param project the folder of {@code Pulumi.yaml}
 */
public record PulumiCommands(String stack, Path project) implements Remedies {

    @Override
    public Optional<String> defaultOf(String key) {
        return StackFiles.defaultOf(project, key);
    }

    @Override
    public String set(String key, String value) {
        return "run: pulumi config set" + of(key) + " " + value;
    }

    @Override
    public String remove(String key) {
        return "run: pulumi config rm" + of(key);
    }

    private String of(String key) {
        return " -s " + stack + " " + key;
    }
}
