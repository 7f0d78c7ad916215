package dev.kinesislake.lab.proof.cli;

import dev.kinesislake.app.config.Remedies;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.app.config.StackFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The option {@code -c} of the commands that deploy without the Pulumi CLI.
 *
 * @param project the folder of {@code Pulumi.yaml}
 * @param given the keys that the command was called with, as they were spelt
 */
record ConfigOption(Path project, Set<String> given) implements Remedies {

    @Override
    public Optional<String> defaultOf(String key) {
        return StackFiles.defaultOf(project, key);
    }

    @Override
    public String set(String key, String value) {
        return "use -c " + withoutProject(key) + "=" + value;
    }

    @Override
    public String remove(String key) {
        if (given.contains(key) || given.contains(withoutProject(key))) {
            return "leave out -c " + withoutProject(key);
        }
        return "remove it from Pulumi." + LocalStack.NAME + ".yaml";
    }

    private static String withoutProject(String key) {
        var project = StackConfig.PROJECT + ":";
        return key.startsWith(project) ? key.substring(project.length()) : key;
    }
}
