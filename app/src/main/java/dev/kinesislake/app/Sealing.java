package dev.kinesislake.app;

import com.pulumi.asset.FileAsset;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.enums.Runtime;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionEphemeralStorageArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.aws.scheduler.Schedule;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.kinesislake.app.config.FunctionConfig;
import dev.kinesislake.app.policy.Policies;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.table.function.SealConfig;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The function that seals hours into the table, its log and permissions, and the schedule that invokes it. */
final class Sealing extends ComponentResource {

    private static final int TIMEOUT_SECONDS = 900;

    private final Function function;
    private final LogGroup log;

    /**
     * What is sealed, and where.
     *
     * @param database of the catalogue
     */
    record Sealed(EventStream events, LakeBucket lake, LakeBucket failed, Consumer consumer, Output<String> database) {

        /** The catalogue's, its database's and the table's, which Glue looks at for each action. */
        Output<List<String>> tableArns() {
            return Output.tuple(events.streamArn(), database).applyValue(of -> {
                var place = of.t1.split(":", -1);
                var glue = "arn:" + place[1] + ":glue:" + place[3] + ":" + place[4] + ":";
                return List.of(
                        glue + "catalog",
                        glue + "database/" + of.t2,
                        glue + "table/" + of.t2 + "/" + LakeLayout.SEALED_TABLE);
            });
        }
    }

    /**
     * When it seals, and for how long.
     *
     * @param minutes from run to run
     * @param snapshotDays how long the table can be read as it was
     * @param expireDays after how many days the lake's objects expire
     */
    record Times(int minutes, int snapshotDays, OptionalInt expireDays) {}

    Sealing(
            String name,
            Sealed sealed,
            ServiceRole role,
            Times times,
            FunctionConfig config,
            Map<String, String> tags) {
        super("kinesis-lake:app:Sealing", name);
        log = new LogGroup(
                name + "-log",
                LogGroupArgs.builder()
                        .retentionInDays(config.logRetentionDays())
                        .tags(tags)
                        .build(),
                options().build());
        var permissions = role.allow(
                Output.tuple(sealed.lake().bucketArn(), sealed.failed().bucketArn(), sealed.tableArns(), log.arn())
                        .applyValue(arns -> Policies.sealing(new Policies.Sealed(arns.t1, arns.t2, arns.t3, arns.t4))));
        function = function(name, sealed, role, permissions, times, config, tags);
        schedule(name, sealed, times.minutes(), tags);
        registerOutputs(Map.of("functionName", functionName()));
    }

    Output<String> functionName() {
        return function.name();
    }

    Output<String> logGroupName() {
        return log.name();
    }

    private Function function(
            String name,
            Sealed sealed,
            ServiceRole role,
            RolePolicy permissions,
            Times times,
            FunctionConfig config,
            Map<String, String> tags) {
        var code = code(name, sealed.lake(), config, tags);
        var environment = Output.tuple(
                        sealed.lake().bucketName(),
                        sealed.failed().bucketName(),
                        sealed.database(),
                        sealed.events().streamName(),
                        sealed.consumer().functionName())
                .applyValue(of -> new SealConfig(
                                of.t1, of.t2, of.t3, of.t4, of.t5, times.snapshotDays(), times.expireDays())
                        .toEnvironment());
        return new Function(
                name + "-function",
                FunctionArgs.builder()
                        .description("Seals hours of the lake into the table")
                        .runtime(Runtime.Java21)
                        .handler(SealConfig.HANDLER)
                        .s3Bucket(code.bucket())
                        .s3Key(code.key())
                        .s3ObjectVersion(code.versionId())
                        .role(role.arn())
                        .architectures(config.architecture().label())
                        .memorySize(SealConfig.MEMORY_MB)
                        .ephemeralStorage(FunctionEphemeralStorageArgs.builder()
                                .size(SealConfig.SCRATCH_MB)
                                .build())
                        .timeout(TIMEOUT_SECONDS)
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

    /** Lambda takes packages of more than 50 MB from S3 only. The module {@code table} makes one for each processor. */
    private BucketObjectv2 code(String name, LakeBucket lake, FunctionConfig config, Map<String, String> tags) {
        return new BucketObjectv2(
                name + "-code",
                BucketObjectv2Args.builder()
                        .bucket(lake.bucketName())
                        .key(LakeLayout.CODE_PREFIX + "seal.zip")
                        .source(new FileAsset("table/target/function/seal-"
                                + config.architecture().label() + ".zip"))
                        .contentType("application/zip")
                        .tags(tags)
                        .build(),
                // A new version has its name once the bucket has versions.
                options().dependsOn(lake.closed()).build());
    }

    private void schedule(String name, Sealed sealed, int minutes, Map<String, String> tags) {
        var account = sealed.events().streamArn().applyValue(arn -> arn.split(":", -1)[4]);
        var role = ServiceRole.ofSchedule(name + "-schedule-role", account, tags);
        var permissions = role.allow(function.arn().applyValue(Policies::schedule));
        new Schedule(
                name + "-schedule",
                ScheduleArgs.builder()
                        .description("Seals hours of the lake")
                        .scheduleExpression("rate(" + minutes + (minutes == 1 ? " minute)" : " minutes)"))
                        .flexibleTimeWindow(ScheduleFlexibleTimeWindowArgs.builder()
                                .mode("OFF")
                                .build())
                        .target(Output.tuple(function.arn(), role.arn()).applyValue(arns -> ScheduleTargetArgs.builder()
                                .arn(arns.t1)
                                .roleArn(arns.t2)
                                .input("{}")
                                .build()))
                        .build(),
                options().dependsOn(permissions).build());
    }

    private CustomResourceOptions.Builder options() {
        return CustomResourceOptions.builder().parent(this);
    }
}
