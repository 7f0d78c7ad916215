package dev.kinesislake.app;

import static java.util.Objects.requireNonNull;

import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceOptions;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import dev.kinesislake.app.config.StackConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * An AWS that makes whatever is declared, under ids and ARNs that come from type and name alone, and remembers the inputs and
 * options of each resource.
 */
final class MockAws implements Mocks {

    /**
     * A resource as the program declared it.
     *
     * @param type such as {@code aws:s3/bucketV2:BucketV2}
     * @param resource what stands for it in the program
     */
    record Declared(String type, String name, Map<String, Object> inputs, ResourceOptions options, Resource resource) {

        /** Whether it can carry tags, by the provider's own schema; of a type whose class is the program's own, if it has them. */
        boolean isTaggable() {
            return inputs.containsKey("tags")
                    || Stream.of(resource.getClass().getMethods())
                            .anyMatch(method -> method.getName().equals("tags"));
        }
    }

    private final Map<String, Map<String, Object>> inputs = new ConcurrentHashMap<>();
    private final Map<String, ResourceOptions> options = new ConcurrentHashMap<>();
    private final Map<String, Resource> resources = new ConcurrentHashMap<>();

    TestResult deploy(String stack, StackConfig config) {
        ResourceTransformation recorder = args -> {
            var key = key(args.resource().pulumiResourceType(), args.resource().pulumiResourceName());
            options.put(key, args.options());
            resources.put(key, args.resource());
            return Optional.empty();
        };
        var result = PulumiTest.withMocks(this)
                .withOptions(TestOptions.builder()
                        .projectName(StackConfig.PROJECT)
                        .stackName(stack)
                        .resourceTransformations(List.of(recorder))
                        .build())
                .runTest(ctx -> LakeStack.define(ctx, config));
        return result.throwOnError();
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
        inputs.put(key(args.type, args.name), Map.copyOf(args.inputs));
        var state = new HashMap<>(args.inputs);
        state.putIfAbsent("name", args.name + "-1a2b3c4");
        state.put("arn", arn(args.type, args.name));
        if (args.type.equals("aws:s3/bucketV2:BucketV2")) {
            state.putIfAbsent("bucket", bucketName(args.name));
        }
        if (args.type.equals("aws:s3/bucketObjectv2:BucketObjectv2")) {
            state.put("versionId", args.name + "-version");
        }
        return CompletableFuture.completedFuture(ResourceResult.of(Optional.of(args.name + "-id"), state));
    }

    static String bucketName(String name) {
        return name + "-1a2b3c4";
    }

    /** Of the shape that the service has: the service is the type's module, which begins behind its first colon. */
    static String arn(String type, String name) {
        if (type.equals("aws:s3/bucketV2:BucketV2")) {
            return "arn:aws:s3:::" + bucketName(name);
        }
        var parts = type.split("[:/]", -1);
        return "arn:aws:" + parts[1] + ":eu-central-1:000000000000:" + parts[parts.length - 1] + "/" + name;
    }

    List<Declared> all() {
        return inputs.keySet().stream().sorted().map(this::declared).toList();
    }

    List<Declared> all(String type) {
        return all().stream().filter(declared -> declared.type().equals(type)).toList();
    }

    Declared only(String type) {
        var found = all(type);
        if (found.size() != 1) {
            throw new AssertionError("not one " + type + ": " + found);
        }
        return found.get(0);
    }

    private Declared declared(String key) {
        var bar = key.indexOf('|');
        return new Declared(
                key.substring(0, bar),
                key.substring(bar + 1),
                requireNonNull(inputs.get(key)),
                requireNonNull(options.get(key)),
                requireNonNull(resources.get(key)));
    }

    private static String key(String type, String name) {
        return type + "|" + name;
    }
}
