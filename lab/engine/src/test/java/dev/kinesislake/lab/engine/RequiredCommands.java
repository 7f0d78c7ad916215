package dev.kinesislake.lab.engine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** Looks for the commands that some tests need. Without them these tests are skipped, or fail where they are required. */
final class RequiredCommands {

    /** Set where these tests must run, such as in CI. */
    private static final String REQUIREMENT = "LAKE_ENGINE_TESTS";

    private RequiredCommands() {}

    static boolean areRequired() {
        return "required".equals(System.getenv(REQUIREMENT));
    }

    /** @param hint what to install */
    static ConditionEvaluationResult evaluate(
            List<String> commands, String hint, @Nullable String path, boolean required) {
        for (var command : commands) {
            if (folders(path).noneMatch(folder -> Files.isExecutable(Path.of(folder, command)))) {
                var missing = "there is no " + command + " on the PATH: " + hint;
                if (required) {
                    throw new IllegalStateException(missing + ", as " + REQUIREMENT + "=required demands");
                }
                return ConditionEvaluationResult.disabled(missing);
            }
        }
        return ConditionEvaluationResult.enabled("found: " + String.join(", ", commands));
    }

    private static Stream<String> folders(@Nullable String path) {
        return path == null ? Stream.of() : Stream.of(path.split(File.pathSeparator));
    }
}
