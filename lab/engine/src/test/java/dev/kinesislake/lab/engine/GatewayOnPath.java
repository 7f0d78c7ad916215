package dev.kinesislake.lab.engine;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for Versity's S3 gateway. */
final class GatewayOnPath implements ExecutionCondition {

    private static final String HINT =
            "go install github.com/versity/versitygw/cmd/versitygw@v1.8.0 to test with an S3 that isn't this project's";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return RequiredCommands.evaluate(
                List.of(Gateway.COMMAND), HINT, System.getenv("PATH"), RequiredCommands.areRequired());
    }
}
