package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.mapping.MappingSpec;
import dev.kinesislake.lab.aws.mapping.MappingSpec.Batching;
import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import dev.kinesislake.lab.aws.mapping.StartingPosition;

/** Reads an event source mapping's inputs. What isn't set is as AWS has it for Kinesis. */
final class MappingSpecs {

    private MappingSpecs() {}

    static MappingSpec of(String id, String streamArn, String functionArn, Inputs inputs) {
        if (inputs.all().containsKey("filterCriteria")) {
            throw new ResourceException(
                    inputs, "filterCriteria is set, but filters are not supported here: leave it out");
        }
        var batching = new Batching(
                inputs.number("batchSize").orElse(Batching.DEFAULT.size()),
                inputs.number("maximumBatchingWindowInSeconds").orElse(Batching.DEFAULT.windowSeconds()),
                inputs.number("parallelizationFactor").orElse(Batching.DEFAULT.parallelizationFactor()),
                inputs.number("tumblingWindowInSeconds").orElse(0));
        var errors = new ErrorHandling(
                inputs.flag("bisectBatchOnFunctionError"),
                inputs.number("maximumRetryAttempts").orElse(ErrorHandling.ENDLESS),
                inputs.number("maximumRecordAgeInSeconds").orElse(ErrorHandling.ENDLESS),
                inputs.texts("functionResponseTypes").contains("ReportBatchItemFailures"),
                inputs.object("destinationConfig")
                        .object("onFailure")
                        .text("destinationArn")
                        .orElse(null));
        boolean enabled = !Boolean.FALSE.equals(inputs.all().get("enabled"));
        return new MappingSpec(id, streamArn, functionArn, enabled, startingPosition(inputs), batching, errors);
    }

    private static StartingPosition startingPosition(Inputs inputs) {
        var position = inputs.requiredText("startingPosition");
        return switch (position) {
            case "TRIM_HORIZON" -> new StartingPosition.TrimHorizon();
            case "LATEST" -> new StartingPosition.Latest();
            default ->
                throw new ResourceException(
                        inputs, "startingPosition is " + position + ", allowed here are TRIM_HORIZON and LATEST");
        };
    }
}
