package dev.kinesislake.app;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.kinesislake.app.config.PulumiCommands;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.app.policy.Policies;
import dev.kinesislake.app.policy.PolicyDocument;
import dev.kinesislake.function.config.PersonalConfig;
import dev.kinesislake.function.event.Payload;
import dev.kinesislake.function.partition.LakeLayout;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A stack: what it is made of, in the order in which the data flows, and what it tells the outside. */
public final class LakeStack {

    private LakeStack() {}

    /**
     * Defines the stack that Pulumi's engine has selected.
     *
     * @throws dev.kinesislake.app.config.InvalidConfigException if its configuration can't be used
     * @throws IncompatibleColumnsException if the events' types would change columns that files have
     */
    public static void deploy(Context ctx) {
        var lookup = new EngineLookup(ctx, System.getenv(EngineLookup.ALL));
        // Pulumi's language host runs the program in the project's folder.
        var config = StackConfig.read(lookup, new PulumiCommands(ctx.stackName(), Path.of("")));
        ColumnTable.check(Payload.class);
        define(ctx, config);
    }

    /** Defines a stack; under an engine or without one, such as Pulumi's test monitor. */
    public static void define(Context ctx, StackConfig config) {
        var tags = tags(ctx, config);
        var removal = Removal.of(config.protect(), config.deletable());

        var events = new EventStream("events", config.stream(), removal, tags);
        // Before the buckets, whose policies name it.
        var role = ServiceRole.ofConsumer("consumer-role", tags);
        var sealingRole = config.sealing().minutes().isPresent()
                ? Optional.of(ServiceRole.ofSealing("sealing-role", tags))
                : Optional.<ServiceRole>empty();
        var roleArns = Output.all(Stream.concat(Stream.of(role), sealingRole.stream())
                .map(ServiceRole::arn)
                .toList());
        Function<Output<String>, Output<PolicyDocument>> closed = closed(roleArns, List.of(""), config);
        var lake = new LakeBucket(
                "lake",
                Lifecycle.ofLake(config.lake(), config.bucket()),
                closed(roleArns, LakeLayout.DATA_PREFIXES, config),
                removal,
                tags);
        var failed = new LakeBucket(
                "failed", Lifecycle.ofFailed(config.failed(), config.stream(), config.bucket()), closed, removal, tags);
        config.bucket().accessLogDays().ifPresent(days -> {
            var logs = new LakeBucket(
                    "access-logs",
                    Lifecycle.ofAccessLogs(days, config.bucket()),
                    arn -> Output.tuple(closed.apply(arn), arn, lake.bucketArn(), failed.bucketArn())
                            .applyValue(of -> Policies.accessLogs(
                                    of.t1,
                                    of.t2,
                                    Map.of(lake.accessLogPrefix(), of.t3, failed.accessLogPrefix(), of.t4))),
                    removal,
                    tags);
            lake.logAccessTo(logs);
            failed.logAccessTo(logs);
            ctx.export("accessLogBucket", logs.bucketName());
        });
        config.warnings().forEach(ctx.log()::warn);
        var key = Optional.of(config.personal())
                .filter(PersonalConfig::needsKey)
                .map(needed -> new PersonalKey("personal-key", removal, tags));
        key.ifPresent(secret -> ctx.export("personalKeySecret", secret.arn()));
        var consumer = new Consumer(
                "consumer",
                new Consumer.Flow(events, lake, failed),
                role,
                new Consumer.Personal(config.personal(), key),
                config.function(),
                config.mapping(),
                tags);
        var alarms = new Alarms("alarms", events, consumer, config.stream(), config.alarms(), tags);
        var tableArns = Output.of(List.<String>of());
        if (config.catalogue().enabled()) {
            var catalogue = new Catalogue(
                    "catalogue",
                    lake,
                    failed,
                    config.catalogue(),
                    config.function().sections(),
                    removal,
                    tags);
            var sealed = new Sealing.Sealed(events, lake, failed, consumer, catalogue.databaseName());
            tableArns = sealed.tableArns();
            sealingRole.ifPresent(who -> {
                var sealing = new Sealing(
                        "sealing",
                        sealed,
                        who,
                        new Sealing.Times(
                                config.sealing().minutes().orElseThrow(),
                                config.sealing().snapshotDays(),
                                config.lake().expireDays()),
                        config.function(),
                        tags);
                alarms.sealing(sealing);
                ctx.export("sealFunctionName", sealing.functionName());
            });
            ctx.export("sealedTable", Output.of(LakeLayout.SEALED_TABLE));
            ctx.export("snapshotDays", text(config.sealing().snapshotDays()));
            config.lake().expireDays().ifPresent(days -> ctx.export("lakeExpireDays", text(days)));
            ctx.export("glueDatabase", catalogue.databaseName());
            ctx.export("glueTable", catalogue.eventsTableName());
            ctx.export("athenaWorkgroup", catalogue.workgroupName());
        }

        var eraser = new EraserPolicy("eraser", lake, failed, consumer, tableArns, tags);

        ctx.export("eraserPolicyArn", eraser.arn());
        ctx.export("streamName", events.streamName());
        ctx.export("streamArn", events.streamArn());
        ctx.export("region", Output.of(config.region()));
        ctx.export("lakeBucket", lake.bucketName());
        ctx.export("failedBucket", failed.bucketName());
        ctx.export("lakeUri", lake.uri(LakeLayout.EVENTS_PREFIX));
        ctx.export("functionName", consumer.functionName());
        ctx.export("eventSourceMappingId", consumer.eventSourceMappingId());
        ctx.export("producerPolicyArn", events.producerPolicyArn());
    }

    private static Output<String> text(int number) {
        return Output.of(Integer.toString(number));
    }

    private static Function<Output<String>, Output<PolicyDocument>> closed(
            Output<List<String>> roleArns, List<String> prefixes, StackConfig config) {
        return arn -> Output.tuple(arn, roleArns)
                .applyValue(of ->
                        Policies.bucket(of.t1, of.t2, prefixes, config.bucket().vpcEndpointId()));
    }

    private static Map<String, String> tags(Context ctx, StackConfig config) {
        var tags = new TreeMap<>(config.tags());
        tags.put("project", ctx.projectName());
        tags.put("stack", ctx.stackName());
        return Collections.unmodifiableMap(tags);
    }
}
