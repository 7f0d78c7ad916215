package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.iam.Caller;
import dev.kinesislake.lab.aws.iam.Role;
import dev.kinesislake.lab.aws.lambda.CodePackage;
import dev.kinesislake.lab.aws.lambda.Credentials;
import dev.kinesislake.lab.aws.lambda.FunctionSpec;
import dev.kinesislake.lab.aws.lambda.LambdaFunction;
import dev.kinesislake.lab.aws.lambda.LogGroup;
import dev.kinesislake.lab.aws.lambda.RuntimeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code aws:lambda/function:Function}. Its id is its name. */
final class Functions implements ResourceType {

    /** AWS's default for an account is 1,000; a laptop has fewer processors. */
    private static final int MAX_CONCURRENCY = 20;

    private static final Shape SHAPE = Shape.named(
                    Naming.upTo(64), "arn", "codeSha256", "qualifiedArn", "sourceCodeSize", "tagsAll", "version")
            .replacedBy("packageType")
            .changing("codeSha256", "sourceCodeSize");

    private static final String BUCKET = "s3Bucket";

    /** What says where the code is. */
    private static final List<String> CODE = List.of("code", BUCKET, "s3Key", "s3ObjectVersion");

    private final Account account;

    Functions(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) throws IOException {
        var name = account.nameOf(inputs, "name");
        var arn = arn(name);
        if (account.functionsByArn().containsKey(arn)) {
            throw new ResourceException(inputs, "ResourceConflictException: there is a function " + name + " already");
        }
        var folder = account.folder().resolve("lambda").resolve(name + "-" + UUID.randomUUID());
        try {
            var role = account.role(inputs, inputs.requiredText("role"));
            var keys = account.accessKeys().issue(Caller.of(role));
            var logs = logs(name, role, inputs);
            var spec = spec(arn, code(folder, inputs), new Credentials(keys.id(), keys.secret(), null), logs, inputs);
            account.functionsByArn().put(arn, new DeployedFunction(function(spec, folder), role, logs, folder));
            return made(name, spec, inputs);
        } catch (IOException | RuntimeException refused) {
            FolderTree.delete(folder);
            throw refused;
        }
    }

    /** What runs goes on in the code that it began with; the next invocation has the new one. */
    @Override
    public Made update(Made current, Inputs inputs) throws IOException {
        var arn = arn(current.id());
        var deployed = account.require(inputs, account.functionsByArn(), arn, "function");
        var old = deployed.function().spec();
        var role = account.role(inputs, inputs.requiredText("role"));
        var credentials = old.credentials();
        if (role != deployed.role()) {
            var keys = account.accessKeys().issue(Caller.of(role));
            credentials = new Credentials(keys.id(), keys.secret(), null);
        }
        var sameCode = CODE.stream()
                .allMatch(key -> Objects.equals(
                        comparable(current.inputs().get(key)),
                        comparable(inputs.all().get(key))));
        var code = sameCode ? old.code() : code(deployed.folder(), inputs);
        var logs = logs(current.id(), role, inputs);
        if (logs.name().equals(deployed.logs().name()) && role == deployed.role()) {
            logs = deployed.logs();
        }
        var spec = spec(arn, code, credentials, logs, inputs);
        deployed.function().update(spec);
        account.functionsByArn().put(arn, new DeployedFunction(deployed.function(), role, logs, deployed.folder()));
        return made(current.id(), spec, inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) throws IOException {
        var deployed = account.functionsByArn().remove(arn(id));
        if (deployed != null) {
            deployed.function().close();
            var credentials = deployed.function().spec().credentials();
            account.accessKeys().revoke(new AccessKey(credentials.accessKeyId(), credentials.secretAccessKey()));
            FolderTree.delete(deployed.folder());
        }
    }

    private static @Nullable Object comparable(@Nullable Object code) {
        return Archive.of(code).map(archive -> (Object) archive).orElse(code);
    }

    private static LambdaFunction function(FunctionSpec spec, Path folder) {
        return new LambdaFunction(
                spec, RuntimeClient.ofThisSystem(), MAX_CONCURRENCY, folder, Clock.systemUTC(), UUID::randomUUID);
    }

    private FunctionSpec spec(String arn, CodePackage code, Credentials credentials, LogGroup logs, Inputs inputs) {
        return new FunctionSpec(
                arn,
                inputs.requiredText("handler"),
                code,
                inputs.object("environment").object("variables").textMap(),
                inputs.number("memorySize").orElse(128),
                Duration.ofSeconds(inputs.number("timeout").orElse(3)),
                credentials,
                endpoints(),
                logs);
    }

    private Map<String, String> endpoints() {
        var endpoints = new HashMap<>(account.endpoints());
        endpoints.put("AWS_ENDPOINT_URL_S3", account.s3().endpoint().toString());
        endpoints.put(
                "AWS_ENDPOINT_URL_SECRETS_MANAGER", account.secrets().endpoint().toString());
        return endpoints;
    }

    /** Out of the program's folders, or a zip in S3. */
    private CodePackage code(Path folder, Inputs inputs) throws IOException {
        if (inputs.text(BUCKET).isPresent()) {
            var bucket = inputs.requiredText(BUCKET);
            var key = inputs.requiredText("s3Key");
            var zip = account.s3().buckets().folder(bucket).resolve(key);
            if (!Files.isRegularFile(zip)) {
                throw new ResourceException(inputs, "NoSuchKey: there is no object " + key + " in bucket " + bucket);
            }
            return CodePackage.unzip(zip, folder.resolve("code-" + UUID.randomUUID()));
        }
        return CodePackage.unpack(
                inputs.folders("code", account.project()), folder.resolve("code-" + UUID.randomUUID()));
    }

    private LogGroup logs(String name, Role role, Inputs inputs) {
        return account.logGroup(inputs.object("loggingConfig").text("logGroup").orElse("/aws/lambda/" + name), role);
    }

    private String arn(String name) {
        return account.arn("lambda", "function:" + name);
    }

    private Made made(String name, FunctionSpec spec, Inputs inputs) {
        var made = Made.of(name, inputs);
        if (inputs.text(BUCKET).isEmpty()) {
            made = made.withInput("code", inputs.archive("code"));
        }
        return made.withInput("name", name)
                .with("arn", spec.arn())
                .with("version", LambdaFunction.VERSION)
                .with("qualifiedArn", spec.arn() + ":" + LambdaFunction.VERSION)
                .with("codeSha256", spec.code().sha256())
                .with("sourceCodeSize", Math.toIntExact(spec.code().zippedBytes()))
                .with("tagsAll", inputs.object("tags").all());
    }
}
