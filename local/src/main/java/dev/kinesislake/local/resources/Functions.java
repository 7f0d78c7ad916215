package dev.kinesislake.local.resources;

import dev.kinesislake.local.iam.Caller;
import dev.kinesislake.local.lambda.CodePackage;
import dev.kinesislake.local.lambda.Credentials;
import dev.kinesislake.local.lambda.FunctionSpec;
import dev.kinesislake.local.lambda.Host;
import dev.kinesislake.local.lambda.LambdaFunction;
import dev.kinesislake.local.lambda.LogGroup;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** {@code aws:lambda/function:Function}. */
final class Functions implements ResourceType {

    /** AWS's default for an account is 1,000; a laptop has fewer processors. */
    private static final int MAX_CONCURRENCY = 20;

    private final Account account;

    Functions(Account account) {
        this.account = account;
    }

    @Override
    public Made make(Inputs inputs) throws IOException {
        var name = account.nameOf(inputs, "name");
        var arn = account.arn("lambda", "function:" + name);
        var scratch = account.folder().resolve("lambda").resolve(name + "-" + UUID.randomUUID());
        var code = CodePackage.unpack(inputs.folders("code", account.project()), scratch.resolve("code"));
        var role = account.role(inputs, inputs.requiredText("role"));
        var keys = account.accessKeys().issue(Caller.of(role));
        var logGroup = inputs.object("loggingConfig").text("logGroup").orElse("/aws/lambda/" + name);
        var logs = new LogGroup(account.folder().resolve("logs"), account.region(), Account.ID, logGroup, role);
        var spec = new FunctionSpec(
                arn,
                inputs.requiredText("handler"),
                code,
                inputs.object("environment").object("variables").textMap(),
                inputs.number("memorySize").orElse(128),
                Duration.ofSeconds(inputs.number("timeout").orElse(3)),
                new Credentials(keys.id(), keys.secret(), null),
                Map.of("AWS_ENDPOINT_URL_S3", account.s3().endpoint().toString()),
                logs);
        var function = new LambdaFunction(
                spec, Host.ofThisSystem(), MAX_CONCURRENCY, scratch, Clock.systemUTC(), UUID::randomUUID);
        account.functionsByArn().put(arn, new DeployedFunction(function, role, logs));
        return Made.of(name, inputs)
                .with("name", name)
                .with("arn", arn)
                .with("codeSha256", code.sha256())
                .with("sourceCodeSize", Math.toIntExact(code.zippedBytes()));
    }
}
