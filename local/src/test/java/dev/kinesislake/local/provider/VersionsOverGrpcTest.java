package dev.kinesislake.local.provider;

import static dev.kinesislake.local.provider.DeclaredStack.ALIAS;
import static dev.kinesislake.local.provider.DeclaredStack.FUNCTION;
import static dev.kinesislake.local.provider.DeclaredStack.MAPPING;
import static dev.kinesislake.local.provider.DeclaredStack.output;
import static dev.kinesislake.local.provider.EngineDouble.archive;
import static dev.kinesislake.local.provider.EngineDouble.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import dev.kinesislake.local.lambda.FunctionSpec;
import dev.kinesislake.local.lambda.FunctionSpec.Version;
import dev.kinesislake.local.resources.DeployedFunctions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published of a function, and the alias that points to it. */
class VersionsOverGrpcTest {

    private static final String ARN = "arn:aws:lambda:eu-central-1:000000000000:function:consumer";

    private final EngineDouble engine;
    private final DeclaredStack stack;

    VersionsOverGrpcTest(@TempDir Path temp) {
        engine = new EngineDouble(temp.resolve("aws"), temp.resolve("project"));
        stack = new DeclaredStack(engine, temp.resolve("project"));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void aVersionFollowsEachChangeOfCodeOrConfigurationAndNoOther() {
        var function = stack.get(FUNCTION);
        assertThat(output(function, "version")).isEqualTo("1");
        assertThat(output(function, "qualifiedArn")).isEqualTo(ARN + ":1");

        var tagged = with(function.inputs(), "tags", Map.of("stack", "other"));
        assertThat(version(update(tagged))).isEqualTo("1");
        var larger = with(tagged, "memorySize", 512);
        assertThat(version(update(larger))).isEqualTo("2");
        var newer = with(larger, "code", archive("hash-2", "two"));
        assertThat(version(update(newer))).isEqualTo("3");
        var snapped = with(newer, "snapStart", Map.of("applyOn", "PublishedVersions"));
        assertThat(version(update(snapped))).isEqualTo("4");
        assertThat(version(update(with(with(snapped, "publish", false), "memorySize", 1024))))
                .isEqualTo("4");

        assertThat(memory(ARN + ":1")).isEqualTo(256);
        assertThat(memory(ARN + ":2")).isEqualTo(512);
        assertThat(memory(ARN)).isEqualTo(1024);
        assertThat(published(ARN + ":3").version()).isEqualTo(new Version("3", false));
        assertThat(published(ARN + ":4").version()).isEqualTo(new Version("4", true));
        assertThat(published(ARN + ":4").code()).isEqualTo(published(ARN + ":3").code());
    }

    @Test
    void anAliasInvokesWhatItPointsTo() {
        var alias = stack.get(ALIAS);
        assertThat(alias.id()).isEqualTo(ARN + ":live");
        update(with(stack.get(FUNCTION).inputs(), "memorySize", 512));

        assertThat(invoked(ARN + ":live")).isEqualTo("1");
        engine.update(ALIAS, alias.id(), alias.outputs(), with(alias.inputs(), "functionVersion", "2"), false);
        assertThat(invoked(ARN + ":live")).isEqualTo("2");
        engine.update(ALIAS, alias.id(), alias.outputs(), with(alias.inputs(), "functionVersion", "$LATEST"), false);
        assertThat(invoked(ARN + ":live")).isEqualTo("$LATEST");
        engine.delete(ALIAS, alias.id(), alias.inputs());
        assertThat(new DeployedFunctions(engine.aws().account()).find(ARN + ":live"))
                .isNull();
    }

    @Test
    void anAliasOfAVersionThatIsNotThereIsRefusedAndStaysWhereItIs() {
        var alias = stack.get(ALIAS);

        assertThatThrownBy(() -> engine.update(
                        ALIAS, alias.id(), alias.outputs(), with(alias.inputs(), "functionVersion", "2"), false))
                .hasMessageContaining("ResourceNotFoundException: Function not found: " + ARN + ":2");
        assertThat(invoked(ARN + ":live")).isEqualTo("1");
    }

    @Test
    void aMappingGoesOverToAnAliasAndBackWhereItIs() {
        var mapping = stack.get(MAPPING);
        var running = engine.aws().account().mappings().get(mapping.id());

        for (var arn : new String[] {ARN + ":live", ARN + ":1", ARN}) {
            var changed = with(mapping.inputs(), "functionName", arn);
            assertThat(engine.diff(MAPPING, mapping.inputs(), changed).getReplacesList())
                    .isEmpty();
            var outputs = engine.update(MAPPING, mapping.id(), mapping.outputs(), changed, false);

            assertThat(outputs.getFieldsOrThrow("functionArn").getStringValue()).isEqualTo(arn);
            assertThat(engine.aws().account().mappings().get(mapping.id())).isSameAs(running);
            assertThat(Objects.requireNonNull(running).spec().functionArn()).isEqualTo(arn);
        }
    }

    @Test
    void aFunctionTakesItsVersionsAndAliasesWithIt() {
        engine.delete(FUNCTION, "consumer", stack.get(FUNCTION).inputs());

        assertThat(engine.read(ALIAS, ARN + ":live", stack.get(ALIAS).inputs()).getId())
                .isEmpty();
        assertThat(version(engine.create(FUNCTION, stack.get(FUNCTION).inputs()).getProperties()))
                .isEqualTo("1");
    }

    private Struct update(Struct inputs) {
        var function = stack.get(FUNCTION);
        return engine.update(FUNCTION, function.id(), function.outputs(), inputs, false);
    }

    private static String version(Struct outputs) {
        return outputs.getFieldsOrThrow("version").getStringValue();
    }

    private String invoked(String arn) {
        return Objects.requireNonNull(new DeployedFunctions(engine.aws().account()).find(arn))
                .version();
    }

    private int memory(String arn) {
        return arn.equals(ARN)
                ? Objects.requireNonNull(engine.aws().account().functionsByArn().get(arn))
                        .function()
                        .spec()
                        .memoryMb()
                : published(arn).memoryMb();
    }

    private FunctionSpec published(String arn) {
        return Objects.requireNonNull(engine.aws().account().versionsByArn().get(arn))
                .function()
                .spec();
    }
}
