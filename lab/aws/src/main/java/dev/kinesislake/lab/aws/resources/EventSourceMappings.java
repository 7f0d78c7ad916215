package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.kinesis.DataStream;
import dev.kinesislake.lab.aws.mapping.EventSourceMapping;
import dev.kinesislake.lab.aws.mapping.FailureDestination;
import dev.kinesislake.lab.aws.mapping.MappingConnections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/** {@code aws:lambda/eventSourceMapping:EventSourceMapping}. Its id is its UUID. */
final class EventSourceMappings implements ResourceType {

    private static final Shape SHAPE = Shape.unnamed("uuid", "functionArn", "arn", "tagsAll")
            .replacedBy("eventSourceArn", "startingPosition", "startingPositionTimestamp")
            .changing("functionArn");

    private final Account account;

    EventSourceMappings(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var arn = account.functionArn(inputs.requiredText("functionName"));
        var function = function(arn, inputs);
        var stream = stream(inputs);
        refuseASecond(stream.arn(), arn, inputs);
        var id = UUID.randomUUID().toString();
        var mapped = new MappedFunction(account, id, arn, function);
        var mapping = new EventSourceMapping(
                MappingSpecs.of(id, stream.arn(), arn, inputs),
                new MappingConnections(
                        function.role().arn(), mapped, stream::shards, mapped, bucket -> destination(bucket, mapped)),
                List.of());
        account.mappings().put(id, mapping);
        mapping.start();
        return made(id, arn, inputs);
    }

    /** It goes on where it is. */
    @Override
    public Made update(Made current, Inputs inputs) {
        var mapping = account.require(inputs, account.mappings(), current.id(), "event source mapping");
        var arn = account.functionArn(inputs.requiredText("functionName"));
        function(arn, inputs);
        if (!arn.equals(mapping.spec().functionArn())) {
            refuseASecond(mapping.spec().streamArn(), arn, inputs);
        }
        mapping.update(MappingSpecs.of(current.id(), mapping.spec().streamArn(), arn, inputs));
        return made(current.id(), arn, inputs);
    }

    /** Invocations in flight are finished first. */
    @Override
    public void delete(String id, Inputs inputs) {
        var mapping = account.mappings().get(id);
        if (mapping != null) {
            mapping.close();
            account.mappings().remove(id);
        }
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return account.mappings().containsKey(made.id()) ? made : null;
    }

    private DeployedFunction function(String arn, Inputs inputs) {
        var function = account.functionsByArn().get(arn);
        if (function == null) {
            throw new ResourceException(inputs, "there is no function " + inputs.requiredText("functionName"));
        }
        return function;
    }

    private DataStream stream(Inputs inputs) {
        var arn = inputs.requiredText("eventSourceArn");
        return account.streams().list().stream()
                .filter(each -> each.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new ResourceException(inputs, "there is no stream " + arn));
    }

    private void refuseASecond(String streamArn, String functionArn, Inputs inputs) {
        account.mappings().forEach((id, mapping) -> {
            if (mapping.spec().streamArn().equals(streamArn)
                    && mapping.spec().functionArn().equals(functionArn)) {
                throw new ResourceException(
                        inputs,
                        "ResourceConflictException: the event source mapping " + id + " has " + streamArn + " and "
                                + functionArn + " already");
            }
        });
    }

    /** A bucket, written to with the role's own credentials: what its policy lacks fails here, too. */
    private FailureDestination destination(String bucketArn, MappedFunction function) {
        var bucket = bucketArn.substring(bucketArn.lastIndexOf(':') + 1);
        var s3 = account.s3Client(account.accessKeys().issue(function.caller()));
        return (key, body) -> {
            // What AWS's page on such destinations asks of the role, next to putting the object.
            s3.headBucket(head -> head.bucket(bucket));
            s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(body));
        };
    }

    private Made made(String id, String functionArn, Inputs inputs) {
        return Made.of(id, inputs)
                .with("uuid", id)
                .with("arn", account.arn("lambda", "event-source-mapping:" + id))
                .with("functionArn", functionArn)
                .with("tagsAll", inputs.object("tags").all());
    }
}
