package dev.kinesislake.lab.aws.resources;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What AWS asks the deploying credentials for when Pulumi's AWS provider creates, changes or deletes a resource: the actions of the calls
 * that it makes each time, and of those that depend on what changes. Resources and conditions are those of the "Service Authorization
 * Reference".
 */
final class ProviderCalls {

    /** By type; each reads after it has created or changed. */
    private static final Map<String, ProviderCalls> BY_TYPE = Map.ofEntries(
            entry(
                    "aws:kinesis/stream:Stream",
                    calls(
                            (account, inputs) -> account.arn("kinesis", "stream/" + account.nameOf(inputs, "name")),
                            "kinesis:CreateStream kinesis:AddTagsToStream kinesis:IncreaseStreamRetentionPeriod"
                                    + " kinesis:StartStreamEncryption",
                            "kinesis:DescribeStreamSummary kinesis:ListTagsForStream",
                            "kinesis:AddTagsToStream kinesis:RemoveTagsFromStream kinesis:IncreaseStreamRetentionPeriod"
                                    + " kinesis:DecreaseStreamRetentionPeriod kinesis:StopStreamEncryption"
                                    + " *kinesis:UpdateShardCount *kinesis:UpdateStreamMode",
                            "kinesis:DeleteStream")),
            entry(
                    Buckets.TYPE,
                    calls(
                            (account, inputs) -> "arn:aws:s3:::" + account.nameOf(inputs, "bucket"),
                            "s3:CreateBucket s3:PutBucketTagging",
                            "s3:ListBucket s3:GetBucketTagging s3:GetAccelerateConfiguration s3:GetBucketAcl s3:GetBucketCORS"
                                    + " s3:GetBucketLocation s3:GetBucketLogging s3:GetBucketObjectLockConfiguration"
                                    + " s3:GetBucketPolicy s3:GetBucketRequestPayment s3:GetBucketVersioning s3:GetBucketWebsite"
                                    + " s3:GetEncryptionConfiguration s3:GetLifecycleConfiguration"
                                    + " s3:GetReplicationConfiguration",
                            "s3:PutBucketTagging",
                            "s3:DeleteBucket")),
            entry("aws:s3/bucketLoggingV2:BucketLoggingV2", ofBucket("BucketLogging", "Put")),
            entry("aws:s3/bucketPolicy:BucketPolicy", ofBucket("BucketPolicy", "Delete")),
            entry("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", ofBucket("BucketPublicAccessBlock", "Put")),
            entry("aws:s3/bucketOwnershipControls:BucketOwnershipControls", ofBucket("BucketOwnershipControls", "Put")),
            entry("aws:s3/bucketVersioningV2:BucketVersioningV2", ofBucket("BucketVersioning", "Put")),
            entry(
                    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                    ofBucket("EncryptionConfiguration", "Put")),
            entry(
                    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
                    ofBucket("LifecycleConfiguration", "Put")),
            entry(
                    "aws:iam/role:Role",
                    calls(
                            (account, inputs) -> iam("role/" + account.nameOf(inputs, "name")),
                            "iam:CreateRole iam:TagRole",
                            "iam:GetRole iam:ListRolePolicies iam:ListAttachedRolePolicies",
                            "iam:UpdateRole iam:UpdateRoleDescription iam:UpdateAssumeRolePolicy iam:TagRole iam:UntagRole",
                            "iam:ListInstanceProfilesForRole iam:DeleteRole")),
            entry(
                    "aws:iam/rolePolicy:RolePolicy",
                    calls(
                            (account, inputs) -> iam("role/" + inputs.requiredText("role")),
                            "iam:PutRolePolicy",
                            "iam:GetRolePolicy",
                            "iam:PutRolePolicy",
                            "iam:DeleteRolePolicy")),
            entry(
                    "aws:iam/policy:Policy",
                    calls(
                            (account, inputs) -> iam("policy/" + account.nameOf(inputs, "name")),
                            "iam:CreatePolicy iam:TagPolicy",
                            "iam:GetPolicy iam:GetPolicyVersion iam:ListPolicyVersions",
                            "iam:CreatePolicyVersion iam:DeletePolicyVersion iam:TagPolicy iam:UntagPolicy",
                            "iam:ListPolicyVersions iam:DeletePolicy")),
            entry(
                    LogGroups.TYPE,
                    calls(
                            (account, inputs) -> account.arn("logs", "log-group:" + account.nameOf(inputs, "name")),
                            "logs:CreateLogGroup logs:TagResource logs:PutRetentionPolicy",
                            "*logs:DescribeLogGroups logs:ListTagsForResource",
                            "logs:PutRetentionPolicy logs:TagResource logs:UntagResource",
                            "logs:DeleteLogGroup")),
            entry(
                    LogMetricFilters.TYPE,
                    calls(
                            (account, inputs) ->
                                    account.arn("logs", "log-group:" + inputs.requiredText("logGroupName")),
                            "logs:PutMetricFilter",
                            "logs:DescribeMetricFilters",
                            "logs:PutMetricFilter",
                            "logs:DeleteMetricFilter")),
            entry(
                    MetricAlarms.TYPE,
                    calls(
                            (account, inputs) -> account.arn("cloudwatch", "alarm:" + account.nameOf(inputs, "name")),
                            "cloudwatch:PutMetricAlarm cloudwatch:TagResource",
                            "cloudwatch:DescribeAlarms cloudwatch:ListTagsForResource",
                            "cloudwatch:PutMetricAlarm cloudwatch:TagResource cloudwatch:UntagResource",
                            "cloudwatch:DeleteAlarms")),
            entry(
                    KeptSecrets.TYPE,
                    calls(
                            KeptSecrets::arn,
                            "secretsmanager:CreateSecret secretsmanager:TagResource",
                            "secretsmanager:DescribeSecret secretsmanager:GetResourcePolicy",
                            "secretsmanager:UpdateSecret secretsmanager:TagResource secretsmanager:UntagResource",
                            "secretsmanager:DeleteSecret secretsmanager:DescribeSecret")),
            entry(
                    "aws:lambda/function:Function",
                    calls(
                            (account, inputs) -> account.functionArn(account.nameOf(inputs, "name")),
                            "lambda:CreateFunction lambda:TagResource >iam:PassRole",
                            "lambda:GetFunction lambda:GetFunctionCodeSigningConfig lambda:ListVersionsByFunction lambda:ListTags",
                            "lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration lambda:GetFunctionConfiguration"
                                    + " lambda:TagResource lambda:UntagResource >iam:PassRole",
                            "lambda:DeleteFunction")),
            entry(
                    "aws:lambda/eventSourceMapping:EventSourceMapping",
                    calls(
                            (account, inputs) -> account.arn("lambda", "event-source-mapping:00000000-0000"),
                            "*lambda:CreateEventSourceMapping lambda:TagResource",
                            "lambda:GetEventSourceMapping lambda:ListTags",
                            "lambda:UpdateEventSourceMapping lambda:TagResource lambda:UntagResource",
                            "lambda:DeleteEventSourceMapping")),
            entry(
                    BucketObjects.TYPE,
                    calls(
                            (account, inputs) ->
                                    "arn:aws:s3:::" + inputs.requiredText("bucket") + "/" + inputs.requiredText("key"),
                            "s3:PutObject s3:PutObjectTagging",
                            "s3:GetObject s3:GetObjectTagging",
                            "s3:PutObject s3:PutObjectTagging",
                            "s3:DeleteObject s3:DeleteObjectVersion")),
            entry(
                    Schedules.TYPE,
                    calls(
                            (account, inputs) ->
                                    account.arn("scheduler", "schedule/default/" + account.nameOf(inputs, "name")),
                            "scheduler:CreateSchedule >iam:PassRole",
                            "scheduler:GetSchedule",
                            "scheduler:UpdateSchedule >iam:PassRole",
                            "scheduler:DeleteSchedule")),
            entry(
                    CatalogDatabases.TYPE,
                    calls(
                            (account, inputs) -> account.arn("glue", "database/" + account.nameOf(inputs, "name")),
                            "glue:CreateDatabase glue:TagResource",
                            "glue:GetDatabase glue:GetTags",
                            "glue:UpdateDatabase glue:TagResource glue:UntagResource",
                            "glue:DeleteDatabase")),
            entry(
                    CatalogTables.TYPE,
                    calls(
                            (account, inputs) -> account.arn(
                                    "glue",
                                    "table/" + inputs.requiredText("databaseName") + "/"
                                            + account.nameOf(inputs, "name")),
                            "glue:CreateTable",
                            "glue:GetTable glue:GetPartitionIndexes",
                            "glue:UpdateTable",
                            "glue:DeleteTable")),
            entry(
                    Workgroups.TYPE,
                    calls(
                            (account, inputs) -> account.arn("athena", "workgroup/" + account.nameOf(inputs, "name")),
                            "athena:CreateWorkGroup athena:TagResource",
                            "athena:GetWorkGroup athena:ListTagsForResource",
                            "athena:UpdateWorkGroup athena:TagResource athena:UntagResource",
                            "athena:DeleteWorkGroup")),
            entry(
                    NamedQueries.TYPE,
                    calls(
                            (account, inputs) -> account.arn(
                                    "athena",
                                    "workgroup/"
                                            + inputs.text(NamedQueries.WORKGROUP)
                                                    .orElse("primary")),
                            "athena:CreateNamedQuery",
                            "athena:GetNamedQuery",
                            "athena:CreateNamedQuery",
                            "athena:DeleteNamedQuery")));

    private final BiFunction<Account, Inputs, String> arn;
    private final List<String> create;
    private final List<String> update;
    private final List<String> delete;

    private ProviderCalls(
            BiFunction<Account, Inputs, String> arn, List<String> create, List<String> update, List<String> delete) {
        this.arn = arn;
        this.create = create;
        this.update = update;
        this.delete = delete;
    }

    /** Refuses what the account's deployer may not do to a resource of this type. */
    static void checkCreate(Account account, Inputs inputs) {
        check(account, inputs, calls -> calls.create);
    }

    static void checkUpdate(Account account, Inputs inputs) {
        check(account, inputs, calls -> calls.update);
    }

    static void checkDelete(Account account, Inputs inputs) {
        check(account, inputs, calls -> calls.delete);
    }

    private static void check(Account account, Inputs inputs, Function<ProviderCalls, List<String>> actions) {
        var calls = BY_TYPE.get(inputs.type());
        if (calls != null) {
            calls.check(account, inputs, actions.apply(calls));
        }
    }

    private void check(Account account, Inputs inputs, List<String> actions) {
        var deployer = requireNonNull(account.deployer().get());
        for (var marked : actions) {
            boolean anything = marked.startsWith("*");
            boolean passed = marked.startsWith(">");
            var action = anything || passed ? marked.substring(1) : marked;
            // Some actions take no resource, and passing a role is about the role.
            var resource = anything ? "*" : passed ? passedRole(inputs) : arn.apply(account, inputs);
            if (!deployer.permissions().allows(action, resource, context(account, inputs))) {
                throw new ResourceException(
                        inputs,
                        "AccessDenied: " + deployer.arn() + " is not authorized to perform " + action + " on "
                                + resource);
            }
        }
    }

    private static String passedRole(Inputs inputs) {
        return inputs.text("role")
                .or(() -> inputs.object("target").text("roleArn"))
                .orElse("*");
    }

    private static Map<String, String> context(Account account, Inputs inputs) {
        var function = inputs.text("functionName").map(account::functionArn).orElse("");
        return Map.of(
                "aws:requestedregion",
                account.region(),
                "iam:passedtoservice",
                inputs.type().equals(Schedules.TYPE) ? "scheduler.amazonaws.com" : "lambda.amazonaws.com",
                "lambda:functionarn",
                function);
    }

    private static ProviderCalls ofBucket(String setting, String removal) {
        return calls(
                (account, inputs) -> "arn:aws:s3:::" + inputs.requiredText("bucket"),
                "s3:Put" + setting,
                "s3:Get" + setting,
                "s3:Put" + setting,
                "s3:" + removal + setting);
    }

    private static ProviderCalls calls(
            BiFunction<Account, Inputs, String> arn, String create, String read, String update, String delete) {
        return new ProviderCalls(arn, words(create + " " + read), words(update + " " + read), words(delete));
    }

    private static List<String> words(String actions) {
        return Stream.of(actions.split(" ", -1)).distinct().toList();
    }

    private static String iam(String resource) {
        return "arn:aws:iam::" + Account.ID + ":" + resource;
    }
}
