package dev.kinesislake.lab.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for Pulumi's CLI, and beside it the host of Java programs, which its installation brings along. */
final class PulumiOnPath implements ExecutionCondition {

    private static final String HINT =
            "install the Pulumi CLI (https://www.pulumi.com/docs/install/) to test with its engine";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return evaluate(System.getenv("PATH"), RequiredCommands.areRequired());
    }

    static ConditionEvaluationResult evaluate(@Nullable String path, boolean required) {
        return RequiredCommands.evaluate(List.of("pulumi", "pulumi-language-java"), HINT, path, required);
    }
}
