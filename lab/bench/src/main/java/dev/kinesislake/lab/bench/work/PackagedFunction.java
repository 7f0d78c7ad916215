package dev.kinesislake.lab.bench.work;

import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.lambda.CodePackage;
import dev.kinesislake.lab.aws.lambda.Credentials;
import dev.kinesislake.lab.aws.lambda.FunctionSpec;
import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.lab.aws.lambda.LambdaFunction;
import dev.kinesislake.lab.aws.lambda.LogGroup;
import dev.kinesislake.lab.aws.lambda.RuntimeClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** A function's package, which can be started as often as need be, each time in a new JVM. */
public final class PackagedFunction {

    private static final Pattern INIT_DURATION = Pattern.compile("Init Duration: ([0-9.]+) ms");

    private final FunctionSpec spec;
    private final Path scratch;

    private PackagedFunction(FunctionSpec spec, Path scratch) {
        this.spec = spec;
        this.scratch = scratch;
    }

    /**
     * Unpacks it.
     *
     * @param module the folder of the Maven module, whose {@code target} has classes and libraries
     */
    public static PackagedFunction of(
            Path module, String handler, int memoryMb, S3Process s3, Map<String, String> environment, Path scratch)
            throws IOException {
        var target = module.resolve("target");
        var code = CodePackage.unpack(
                Map.of(".", target.resolve("classes"), "lib", target.resolve("lib")), scratch.resolve("code"));
        var name = "bench";
        var person = AccessKey.PERSON;
        var spec = new FunctionSpec(
                "arn:aws:lambda:eu-central-1:123456789012:function:" + name,
                handler,
                code,
                environment,
                memoryMb,
                Duration.ofSeconds(60),
                new Credentials(person.id(), person.secret(), null),
                Map.of("AWS_ENDPOINT_URL_S3", s3.endpoint().toString()),
                new LogGroup(
                        scratch.resolve("logs"),
                        "eu-central-1",
                        "123456789012",
                        "/aws/lambda/" + name,
                        (action, resource) -> true));
        return new PackagedFunction(spec, scratch);
    }

    /** The size of the zip that is uploaded. */
    public long zippedBytes() {
        return spec.code().zippedBytes();
    }

    /** The time from the start of the process to the answer to its first invocation. */
    public Start start(byte[] invocation) throws InterruptedException, IOException {
        var logs = spec.logs().folder();
        try (var function = new LambdaFunction(
                spec, RuntimeClient.AWS, 1, scratch.resolve("start"), Clock.systemUTC(), UUID::randomUUID)) {
            long begin = System.nanoTime();
            var outcome = function.invoke(invocation);
            var took = Duration.ofNanos(System.nanoTime() - begin);
            if (!(outcome instanceof Invoker.Returned returned)
                    || !new String(returned.payload(), StandardCharsets.UTF_8).contains("[]")) {
                throw new IllegalStateException("the function failed: " + outcome + ", its log is in " + logs);
            }
            return new Start(took, initDuration(logs));
        }
    }

    /** How many classes the JVM loads until it has answered its first invocation. */
    public long loadedClasses(byte[] invocation) throws InterruptedException, IOException {
        var log = scratch.resolve("classes.log");
        var variables = new HashMap<>(spec.environment());
        variables.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log);
        withEnvironment(variables).start(invocation);
        return LoadedClasses.count(log);
    }

    private PackagedFunction withEnvironment(Map<String, String> variables) {
        return new PackagedFunction(
                new FunctionSpec(
                        spec.arn(),
                        spec.handler(),
                        spec.code(),
                        variables,
                        spec.memoryMb(),
                        spec.timeout(),
                        spec.credentials(),
                        spec.endpoints(),
                        spec.logs()),
                scratch);
    }

    /**
     * A start.
     *
     * @param init of it the time until the runtime asked for the invocation, as the log tells it
     */
    public record Start(Duration total, Duration init) {}

    private static Duration initDuration(Path logs) throws IOException {
        try (var files = Files.walk(logs)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var report = INIT_DURATION.matcher(Files.readString(file));
                Files.delete(file);
                if (report.find()) {
                    return Duration.ofNanos((long) (Double.parseDouble(report.group(1)) * 1e6));
                }
            }
        }
        throw new IllegalStateException("no log has an Init Duration");
    }
}
