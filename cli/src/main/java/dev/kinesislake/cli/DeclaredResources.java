package dev.kinesislake.cli;

import com.pulumi.test.Mocks.ResourceResult;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import dev.kinesislake.app.LakeStack;
import dev.kinesislake.app.config.StackConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the program declares, by running it under the monitor that Pulumi's Java SDK has for tests. Nothing is created. */
public final class DeclaredResources {

    /** Held here, since a logger that nobody holds forgets its level. */
    private static final Logger PULUMI = Logger.getLogger("com.pulumi");

    private DeclaredResources() {}

    public static List<DeclaredResource> of(String stack, StackConfig config) {
        PULUMI.setLevel(Level.OFF);
        PULUMI.setUseParentHandlers(false);
        var declared = new ConcurrentLinkedQueue<DeclaredResource>();
        try {
            PulumiTest.withOptions(TestOptions.builder()
                            .projectName(StackConfig.PROJECT)
                            .stackName(stack)
                            .build())
                    .withMocks(args -> {
                        if (args.type.startsWith("aws:")) {
                            declared.add(new DeclaredResource(args.type, args.name, args.inputs));
                        }
                        // What other resources are declared with; only the provider knows the real values.
                        Map<String, Object> outputs = new HashMap<>(args.inputs);
                        List.of("name", "bucket").forEach(output -> outputs.putIfAbsent(output, args.name));
                        // The program takes region and account out of ARNs.
                        outputs.putIfAbsent("arn", "arn:aws:service:region:account:" + args.name);
                        return CompletableFuture.completedFuture(ResourceResult.of(Optional.of(args.name), outputs));
                    })
                    .runTest(ctx -> LakeStack.define(ctx, config))
                    .throwOnError();
        } finally {
            PulumiTest.cleanup();
        }
        return List.copyOf(declared);
    }
}
