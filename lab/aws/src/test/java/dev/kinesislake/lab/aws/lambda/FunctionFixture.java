package dev.kinesislake.lab.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.lambda.Invoker.Outcome;
import dev.kinesislake.lab.aws.lambda.Invoker.Returned;
import dev.kinesislake.lab.aws.lambda.testfunction.BrokenFunction;
import dev.kinesislake.lab.aws.lambda.testfunction.TestFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Packages the test functions, and makes functions from them. */
final class FunctionFixture {

    static final String ARN = "arn:aws:lambda:eu-central-1:000000000000:function:consumer";
    static final String HANDLER = TestFunction.class.getName() + "::handleRequest";

    private final Path folder;
    private final CodePackage code;

    FunctionFixture(Path folder) throws IOException {
        this.folder = folder;
        this.code = unpack("code");
    }

    CodePackage unpack(String name) throws IOException {
        return CodePackage.unpack(archive(folder), folder.resolve(name));
    }

    /** What the build of a function leaves: its classes, and beside them its libraries. */
    static Map<String, Path> archive(Path folder) throws IOException {
        var classes = folder.resolve("built/classes");
        var lib = folder.resolve("built/lib");
        if (!Files.exists(lib)) {
            for (var type : List.of(TestFunction.class, BrokenFunction.class)) {
                var file = type.getName().replace('.', '/') + ".class";
                Files.createDirectories(classes.resolve(file).getParent());
                try (var from = type.getClassLoader().getResourceAsStream(file)) {
                    Files.write(classes.resolve(file), from.readAllBytes());
                }
            }
            Files.createDirectories(lib);
            Files.copy(jarOf(Context.class), lib.resolve("aws-lambda-java-core.jar"));
        }
        return Map.of(".", classes, "lib", lib);
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    FunctionSpec spec() {
        return spec(Map.of(), Permissions.ALL);
    }

    FunctionSpec spec(Map<String, String> environment, Permissions permissions) {
        return spec(HANDLER, environment, 30, permissions);
    }

    FunctionSpec spec(String handler, Map<String, String> environment, int timeout, Permissions permissions) {
        return new FunctionSpec(
                ARN,
                handler,
                code,
                environment,
                128,
                Duration.ofSeconds(timeout),
                new Credentials("AKID", "secret", null),
                Map.of("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1"),
                logGroup(permissions));
    }

    LogGroup logGroup(Permissions permissions) {
        return new LogGroup(
                folder.resolve("logs"), "eu-central-1", "000000000000", "/aws/lambda/consumer", permissions);
    }

    LambdaFunction function(FunctionSpec spec) {
        return function(spec, RuntimeClient.AWS);
    }

    LambdaFunction function(FunctionSpec spec, RuntimeClient client) {
        return new LambdaFunction(spec, client, 2, folder.resolve("scratch"), Clock.systemUTC(), UUID::randomUUID);
    }

    /** All lines of all streams, those of one stream together. */
    List<String> logLines() throws IOException {
        try (var files = Files.walk(folder.resolve("logs"))) {
            return files.filter(Files::isRegularFile)
                    .flatMap(FunctionFixture::lines)
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Outcome invoke(Invoker invoker, String event) {
        try {
            return invoker.invoke(event.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    static String answer(Invoker invoker, String event) {
        if (invoke(invoker, event) instanceof Returned returned) {
            return new String(returned.payload(), StandardCharsets.UTF_8);
        }
        throw new AssertionError(invoke(invoker, event));
    }
}
