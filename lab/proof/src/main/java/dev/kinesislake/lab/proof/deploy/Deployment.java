package dev.kinesislake.lab.proof.deploy;

import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import dev.kinesislake.app.LakeStack;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.lab.aws.resources.ResourceTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Deploys the program under the monitor that Pulumi's Java SDK has for tests: the program is the same, and each resource that it
 * registers is made at once.
 */
public final class Deployment {

    private static final String COMPONENTS = StackConfig.PROJECT + ":";

    /** Pulumi logs what this class throws, at length. Held here, since a logger that nobody holds forgets its level. */
    private static final Logger PULUMI = Logger.getLogger("com.pulumi");

    static {
        PULUMI.setLevel(Level.OFF);
        // Pulumi sets levels of its own below this logger.
        PULUMI.setUseParentHandlers(false);
    }

    private Deployment() {}

    /**
     * Makes everything that the program declares.
     *
     * @param stack the stack's name, such as {@code local}
     * @return the stack's outputs by name
     * @throws DeploymentException if the program fails or a resource can't be made
     */
    public static Map<String, String> deploy(String stack, StackConfig config, ResourceTable resources) {
        var options = TestOptions.builder()
                .projectName(StackConfig.PROJECT)
                .stackName(stack)
                .build();
        try {
            var result = PulumiTest.withOptions(options)
                    .withMocks(monitor(resources))
                    .runTest(ctx -> LakeStack.define(ctx, config));
            return outputs(result);
        } finally {
            PulumiTest.cleanup();
        }
    }

    private static Mocks monitor(ResourceTable resources) {
        return args -> {
            if (args.type.startsWith(COMPONENTS)) {
                return CompletableFuture.completedFuture(Mocks.ResourceResult.of(Optional.empty(), Map.of()));
            }
            var made = resources.create(args.type, args.name, args.inputs);
            var properties = new HashMap<>(made.properties());
            // The monitor knows its own archives, which the table's aren't.
            properties.putAll(args.inputs);
            return CompletableFuture.completedFuture(Mocks.ResourceResult.of(Optional.of(made.id()), properties));
        };
    }

    private static Map<String, String> outputs(TestResult result) {
        if (result.exitCode() != 0 || !result.exceptions().isEmpty()) {
            throw DeploymentException.of(result.exceptions(), result.errors());
        }
        var outputs = new TreeMap<String, String>();
        result.outputs().forEach((name, output) -> outputs.put(name, String.valueOf(PulumiTest.extractValue(output))));
        return outputs;
    }
}
