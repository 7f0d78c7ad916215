package dev.kinesislake.engine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for what the engine's tests need: the CLI, and beside it the host of Java programs, which its installation brings along. */
final class PulumiOnPath implements ExecutionCondition {

    /** Set by who can't do without these tests, such as CI. */
    private static final String REQUIREMENT = "LAKE_ENGINE_TESTS";

    private static final List<String> COMMANDS = List.of("pulumi", "pulumi-language-java");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return evaluate(System.getenv("PATH"), "required".equals(System.getenv(REQUIREMENT)));
    }

    static ConditionEvaluationResult evaluate(@Nullable String path, boolean required) {
        var folders = path == null ? new String[0] : path.split(File.pathSeparator);
        for (var command : COMMANDS) {
            if (Stream.of(folders).noneMatch(folder -> Files.isExecutable(Path.of(folder, command)))) {
                var missing = "there is no " + command
                        + " on the PATH: install the Pulumi CLI (https://www.pulumi.com/docs/install/) to test with its engine";
                if (required) {
                    throw new IllegalStateException(missing + ", as " + REQUIREMENT + "=required demands");
                }
                return ConditionEvaluationResult.disabled(missing);
            }
        }
        return ConditionEvaluationResult.enabled("the Pulumi CLI is there");
    }
}
