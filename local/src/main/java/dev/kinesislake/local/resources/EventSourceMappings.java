package dev.kinesislake.local.resources;

import dev.kinesislake.local.iam.Caller;
import dev.kinesislake.local.iam.Role;
import dev.kinesislake.local.mapping.EventSourceMapping;
import dev.kinesislake.local.mapping.FailureDestination;
import dev.kinesislake.local.mapping.MappingConnections;
import dev.kinesislake.local.mapping.MappingSpec;
import dev.kinesislake.local.mapping.MappingSpec.Batching;
import dev.kinesislake.local.mapping.MappingSpec.ErrorHandling;
import dev.kinesislake.local.mapping.StartingPosition;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;

/** {@code aws:lambda/eventSourceMapping:EventSourceMapping}. */
final class EventSourceMappings implements ResourceType {

    private final Account account;

    EventSourceMappings(Account account) {
        this.account = account;
    }

    @Override
    public Made make(Inputs inputs) {
        var function =
                account.require(inputs, account.functionsByArn(), inputs.requiredText("functionName"), "function");
        var streamArn = inputs.requiredText("eventSourceArn");
        var stream = account.streams().list().stream()
                .filter(each -> each.arn().equals(streamArn))
                .findFirst()
                .orElseThrow(() -> new ResourceException(inputs, "there is no stream " + streamArn));
        var role = function.role();
        var id = UUID.randomUUID().toString();
        var mapping = new EventSourceMapping(
                spec(id, streamArn, function.function().spec().arn(), inputs),
                new MappingConnections(
                        role.arn(), role, stream::shards, function.function(), arn -> destination(arn, role)),
                List.of());
        account.mappings().put(id, mapping);
        mapping.start();
        return Made.of(id, inputs)
                .with("uuid", id)
                .with("functionArn", function.function().spec().arn());
    }

    private static MappingSpec spec(String id, String streamArn, String functionArn, Inputs inputs) {
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

    /** A bucket, written to with the role's own credentials: what its policy lacks fails here, too. */
    private FailureDestination destination(String bucketArn, Role role) {
        var bucket = bucketArn.substring(bucketArn.lastIndexOf(':') + 1);
        var s3 = account.s3Client(account.accessKeys().issue(Caller.of(role)));
        return (key, body) -> s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(body));
    }
}
