package dev.kinesislake.app;

import com.pulumi.asset.Archive;
import com.pulumi.asset.AssetArchive;
import com.pulumi.asset.FileArchive;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.lambda.EventSourceMapping;
import com.pulumi.aws.lambda.EventSourceMappingArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.enums.Runtime;
import com.pulumi.aws.lambda.inputs.EventSourceMappingDestinationConfigArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingDestinationConfigOnFailureArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingMetricsConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.kinesislake.app.config.FunctionConfig;
import dev.kinesislake.app.config.MappingConfig;
import dev.kinesislake.app.policy.Policies;
import dev.kinesislake.function.Handler;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.config.PersonalConfig;
import java.util.Map;
import java.util.Optional;

/** The function, its log and permissions, and the event source mapping that feeds it from the stream. */
final class Consumer extends ComponentResource {

    /** What the {@link Alarms} look at (AWS Lambda Developer Guide, "Types of metrics for Lambda functions"). */
    private static final String MAPPING_METRICS = "EventCount";

    private final Function function;
    private final EventSourceMapping mapping;
    private final LogGroup log;

    /** Where records come from, and where they go. */
    record Flow(EventStream events, LakeBucket lake, LakeBucket failed) {}

    /**
     * What the function keeps of people.
     *
     * @param key of the hashes; empty where nothing is hashed
     */
    record Personal(PersonalConfig config, Optional<PersonalKey> key) {

        /** Empty where there is no key. */
        private Output<String> keyArn() {
            return key.map(PersonalKey::arn).orElseGet(() -> Output.of(""));
        }
    }

    Consumer(
            String name,
            Flow flow,
            ServiceRole role,
            Personal personal,
            FunctionConfig config,
            MappingConfig mappingConfig,
            Map<String, String> tags) {
        super("kinesis-lake:app:Consumer", name);
        log = new LogGroup(
                name + "-log",
                LogGroupArgs.builder()
                        .retentionInDays(config.logRetentionDays())
                        .tags(tags)
                        .build(),
                options().build());
        var permissions = role.allow(Output.tuple(
                        flow.events().streamArn(),
                        flow.lake().bucketArn(),
                        flow.failed().bucketArn(),
                        log.arn(),
                        personal.keyArn())
                .applyValue(arns -> {
                    var policy = Policies.consumer(arns.t1, arns.t2, arns.t3, arns.t4);
                    return arns.t5.isEmpty() ? policy : Policies.withPersonalKey(policy, arns.t5);
                }));
        function = function(name, flow, role, permissions, personal, config, tags);
        mapping = mapping(name, flow, permissions, mappingConfig, tags);
        registerOutputs(Map.of("functionName", functionName(), "eventSourceMappingId", eventSourceMappingId()));
    }

    Output<String> functionName() {
        return function.name();
    }

    Output<String> functionArn() {
        return function.arn();
    }

    Output<String> eventSourceMappingId() {
        return mapping.id();
    }

    Output<String> logGroupName() {
        return log.name();
    }

    private Function function(
            String name,
            Flow flow,
            ServiceRole role,
            RolePolicy permissions,
            Personal personal,
            FunctionConfig config,
            Map<String, String> tags) {
        var environment = Output.tuple(flow.lake().bucketName(), flow.failed().bucketName(), personal.keyArn())
                .applyValue(of -> new ConsumerConfig(
                                of.t1,
                                of.t2,
                                config.sections(),
                                config.putParallelism(),
                                personal.config().withKeySecret(of.t3))
                        .toEnvironment());
        return new Function(
                name + "-function",
                FunctionArgs.builder()
                        .description("Pours the stream's events into the lake")
                        .runtime(Runtime.Java21)
                        .handler(Handler.NAME)
                        .code(code())
                        .role(role.arn())
                        .architectures(config.architecture().label())
                        .memorySize(config.memoryMb())
                        .timeout(config.timeoutSeconds())
                        .environment(FunctionEnvironmentArgs.builder()
                                .variables(environment)
                                .build())
                        .loggingConfig(FunctionLoggingConfigArgs.builder()
                                .logFormat("Text")
                                .logGroup(log.name())
                                .build())
                        .tags(tags)
                        .build(),
                options().dependsOn(permissions).build());
    }

    /** Lambda unpacks it and takes the root and {@code lib} as class path; paths are relative to the project's root. */
    private static Archive code() {
        return new AssetArchive(Map.of(
                ".", new FileArchive("function/target/classes"),
                "lib", new FileArchive("function/target/lib")));
    }

    private EventSourceMapping mapping(
            String name, Flow flow, RolePolicy permissions, MappingConfig config, Map<String, String> tags) {
        var onFailure = EventSourceMappingDestinationConfigOnFailureArgs.builder()
                .destinationArn(flow.failed().bucketArn())
                .build();
        return new EventSourceMapping(
                name + "-mapping",
                EventSourceMappingArgs.builder()
                        .eventSourceArn(flow.events().streamArn())
                        .functionName(function.arn())
                        .startingPosition("TRIM_HORIZON")
                        .batchSize(config.batchSize())
                        .maximumBatchingWindowInSeconds(config.windowSeconds())
                        .parallelizationFactor(config.parallelizationFactor())
                        .functionResponseTypes("ReportBatchItemFailures")
                        .bisectBatchOnFunctionError(true)
                        .maximumRetryAttempts(config.retryAttempts())
                        .maximumRecordAgeInSeconds(config.recordAgeSeconds())
                        .destinationConfig(EventSourceMappingDestinationConfigArgs.builder()
                                .onFailure(onFailure)
                                .build())
                        .metricsConfig(EventSourceMappingMetricsConfigArgs.builder()
                                .metrics(MAPPING_METRICS)
                                .build())
                        .tags(tags)
                        .build(),
                options()
                        // Lambda tries the role's permissions when it makes the mapping.
                        .dependsOn(permissions)
                        // A new mapping would begin at the stream's oldest record, and store its rows again.
                        .protect(flow.events().isKept())
                        .build());
    }

    private CustomResourceOptions.Builder options() {
        return CustomResourceOptions.builder().parent(this);
    }
}
