package dev.kinesislake.app;

import dev.kinesislake.app.config.PulumiCommands;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.app.config.StackFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The project's stacks, and changes to them. */
final class Stacks {

    private Stacks() {}

    /** A stack with some of its keys set to other values. */
    static StackConfig with(String stack, Map<String, String> changes) {
        try {
            var files = StackFiles.read(Path.of(".."), stack);
            return StackConfig.read(
                    key -> changes.containsKey(key) ? Optional.ofNullable(changes.get(key)) : files.get(key),
                    new PulumiCommands(stack, Path.of("..")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
