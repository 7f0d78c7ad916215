package dev.kinesislake.lab.aws.provider;

import static dev.kinesislake.lab.aws.provider.DeclaredStack.BUCKET;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.FUNCTION;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.LIFECYCLE;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.MAPPING;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.ROLE;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.STREAM;
import static dev.kinesislake.lab.aws.provider.EngineDouble.archive;
import static dev.kinesislake.lab.aws.provider.EngineDouble.with;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.resources.DeployedFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Provider.ReadResponse;

/** Every type of the table, made, read, changed and deleted as the engine does it. */
class ResourcesOverGrpcTest {

    private final Path folder;
    private final EngineDouble engine;
    private final DeclaredStack stack;

    ResourcesOverGrpcTest(@TempDir Path temp) {
        folder = temp.resolve("aws");
        engine = new EngineDouble(folder, temp.resolve("project"));
        stack = new DeclaredStack(engine, temp.resolve("project"));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void whatIsReadIsWhatWasMade() {
        for (var made : stack.resources()) {
            assertThat(engine.read(made.type(), made.id(), made.inputs()))
                    .as(made.type())
                    .isEqualTo(ReadResponse.newBuilder()
                            .setId(made.id())
                            .setInputs(made.inputs())
                            .setProperties(made.outputs())
                            .build());
        }
    }

    @Test
    void aResourceIsFoundByItsIdAlone() {
        for (var made : stack.resources()) {
            var read = engine.read(made.type(), made.id(), Struct.getDefaultInstance());

            assertThat(Wire.decode(read.getInputs())).as(made.type()).isEqualTo(Wire.decode(made.inputs()));
            assertThat(engine.diff(made.type(), read.getInputs(), made.inputs()).getDiffsList())
                    .as(made.type())
                    .isEmpty();
        }
        assertThat(engine.read(STREAM, "events", Struct.getDefaultInstance()).getId())
                .isEqualTo(stack.get(STREAM).id());
    }

    @Test
    void aChangeInPlaceIsReadBack() {
        for (var made : stack.resources()) {
            var changed = made.changed();

            var outputs = engine.update(made.type(), made.id(), made.outputs(), changed, false);

            assertThat(engine.read(made.type(), made.id(), changed))
                    .as(made.type())
                    .isEqualTo(ReadResponse.newBuilder()
                            .setId(made.id())
                            .setInputs(changed)
                            .setProperties(outputs)
                            .build());
        }
    }

    @Test
    void aChangeThatIsPreviewedIsNotMade() {
        for (var made : stack.resources()) {
            engine.update(made.type(), made.id(), made.outputs(), made.changed(), true);

            assertThat(engine.read(made.type(), made.id(), made.inputs()).getInputs())
                    .as(made.type())
                    .isEqualTo(made.inputs());
        }
    }

    @Test
    void whatIsDeletedIsGoneAndMayBeDeletedAgain() {
        var lastFirst = new ArrayList<>(stack.resources());
        Collections.reverse(lastFirst);
        for (var made : lastFirst) {
            engine.delete(made.type(), made.id(), made.inputs());

            assertThat(engine.read(made.type(), made.id(), made.inputs()))
                    .as(made.type())
                    .isEqualTo(ReadResponse.getDefaultInstance());
            engine.delete(made.type(), made.id(), made.inputs());
        }
        assertThat(engine.aws().account().streams().list()).isEmpty();
        assertThat(engine.aws().s3().buckets().names()).isEmpty();
        assertThat(engine.aws().account().rolesByArn()).isEmpty();
        assertThat(engine.aws().account().functionsByArn()).isEmpty();
        assertThat(engine.aws().account().mappings()).isEmpty();
        assertThat(folder.resolve("lambda")).isEmptyDirectory();
    }

    @Test
    void aChangeOfWhatIsGoneSaysSo() {
        var mapping = stack.get(MAPPING);
        engine.delete(MAPPING, mapping.id(), mapping.inputs());

        assertThatThrownBy(() -> engine.update(MAPPING, mapping.id(), mapping.outputs(), mapping.changed(), false))
                .hasMessageContaining(
                        "there is no " + mapping.id() + " any more: `pulumi refresh` lets the stack know");
    }

    @Test
    void changesReachWhatRuns() throws Exception {
        for (var made : stack.resources()) {
            engine.update(made.type(), made.id(), made.outputs(), made.changed(), false);
        }
        var account = engine.aws().account();

        assertThat(account.streams().describe("events").shards().stream()
                        .filter(shard -> !shard.isClosed())
                        .map(ShardLog::shardId))
                .hasSize(3);
        var mapping = requireNonNull(account.mappings().get(stack.get(MAPPING).id()));
        assertThat(mapping.spec().batching().windowSeconds()).isEqualTo(7);
        assertThat(Files.readString(deployed().function().spec().code().folder().resolve("shop/Handler.class")))
                .endsWith("two");
    }

    @Test
    void codeThatHasTheSameContentsIsNotUnpackedAgain() {
        var function = stack.get(FUNCTION);
        var before = deployed().function().spec().code();

        var more = with(with(function.inputs(), "memorySize", 512), "code", archive("hash-1", "not there"));
        engine.update(FUNCTION, function.id(), function.outputs(), more, false);

        assertThat(deployed().function().spec().code()).isEqualTo(before);
        assertThat(deployed().function().spec().memoryMb()).isEqualTo(512);
    }

    @Test
    void aFunctionThatCanNotBecomeWhatIsDeclaredStaysAsItIs() {
        var function = stack.get(FUNCTION);

        assertThatThrownBy(() -> engine.update(
                        FUNCTION, function.id(), function.outputs(), with(function.inputs(), "handler", "None"), false))
                .hasMessageContaining("handler None: the code package has no class None");

        assertThat(engine.read(FUNCTION, function.id(), function.inputs()).getInputs())
                .isEqualTo(function.inputs());
    }

    @Test
    void aBucketThatHoldsSomethingIsOnlyDeletedByForce() throws Exception {
        var bucket = stack.get(BUCKET);
        Files.writeString(engine.aws().s3().buckets().folder("lake").resolve("row"), "row");

        assertThatThrownBy(() -> engine.delete(BUCKET, bucket.id(), bucket.inputs()))
                .hasMessageContaining("BucketNotEmpty");

        engine.delete(BUCKET, bucket.id(), bucket.changed());
        assertThat(engine.aws().s3().buckets().names()).isEmpty();
    }

    @Test
    void aRoleGoesAfterItsPolicies() {
        var role = stack.get(ROLE);

        assertThatThrownBy(() -> engine.delete(ROLE, role.id(), role.inputs()))
                .hasMessageContaining("DeleteConflict: the role has policies, which go first: [all]");
    }

    @Test
    void nothingIsMadeTwice() {
        for (var type : List.of(STREAM, ROLE, BUCKET, FUNCTION, DeclaredStack.POLICY, DeclaredStack.LOG_GROUP)) {
            assertThatThrownBy(() -> engine.create(type, stack.get(type).inputs()))
                    .as(type)
                    .hasMessageContaining("already");
        }
        assertThatThrownBy(() -> engine.create(MAPPING, stack.get(MAPPING).inputs()))
                .hasMessageContaining("ResourceConflictException: the event source mapping "
                        + stack.get(MAPPING).id());
    }

    @Test
    void aMappingGoesOverToAnotherFunctionWhereItIs() {
        var mapping = stack.get(MAPPING);
        var running = requireNonNull(engine.aws().account().mappings().get(mapping.id()));
        var other = engine.create(FUNCTION, with(stack.get(FUNCTION).inputs(), "name", "other"))
                .getProperties()
                .getFieldsOrThrow("arn")
                .getStringValue();
        var changed = with(mapping.inputs(), "functionName", other);

        assertThat(engine.diff(MAPPING, mapping.inputs(), changed).getReplacesList())
                .isEmpty();
        engine.update(MAPPING, mapping.id(), mapping.outputs(), changed, false);

        assertThat(engine.aws().account().mappings().get(mapping.id())).isSameAs(running);
        assertThat(running.spec().functionArn()).isEqualTo(other);
    }

    @Test
    void aBucketTakesItsSettingsWithIt() {
        engine.aws().s3().buckets().delete("lake", true);

        assertThat(engine.read(LIFECYCLE, "lake", stack.get(LIFECYCLE).inputs()).getId())
                .isEmpty();
        engine.create(BUCKET, stack.get(BUCKET).inputs());
        assertThat(engine.read(LIFECYCLE, "lake", stack.get(LIFECYCLE).inputs()).getId())
                .isEmpty();
    }

    @Test
    void whatOthersChangeIsSeen() {
        var streams = engine.aws().account().streams();
        streams.update(streams.describe("events").settings().withShardCount(4).withRetentionHours(48));
        requireNonNull(engine.aws().account().rolesByArn().get(DeclaredStack.output(stack.get(ROLE), "arn")))
                .removePolicy("all");

        var stream = stack.get(STREAM);
        assertThat(Wire.decode(engine.read(STREAM, stream.id(), stream.inputs()).getInputs()))
                .containsAllEntriesOf(Map.of("shardCount", 4.0, "retentionPeriod", 48.0));
        assertThat(engine.read(DeclaredStack.ROLE_POLICY, "consumer:all", Struct.getDefaultInstance())
                        .getId())
                .isEmpty();
    }

    private DeployedFunction deployed() {
        var arn = DeclaredStack.output(stack.get(FUNCTION), "arn");
        return requireNonNull(engine.aws().account().functionsByArn().get(arn));
    }
}
