package dev.kinesislake.app.policy;

import static java.util.Map.entry;

import dev.kinesislake.function.partition.LakeLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a role needs that deploys or previews a stack: the actions that Pulumi's AWS provider calls for each type of resource, on names
 * that begin as the program's do. Which resources an action takes is in the "Service Authorization Reference".
 */
public final class DeployPolicy {

    private static final String STREAM = "aws:kinesis/stream:Stream";
    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String ROLE = "aws:iam/role:Role";
    private static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";

    private static final String SECRET = "aws:secretsmanager/secret:Secret";
    private static final String OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
    private static final String SCHEDULE = "aws:scheduler/schedule:Schedule";
    private static final String DATABASE = "aws:glue/catalogDatabase:CatalogDatabase";
    private static final String WORKGROUP = "aws:athena/workgroup:Workgroup";

    /** What a statement is about. */
    private enum Scope {
        STREAMS(STREAM, "kinesis:%region:%account:stream/%name-*"),
        /** With AWS's own key, whose id nobody chooses. */
        ENCRYPTION(STREAM, "kinesis:%region:%account:stream/%name-* kms:%region:%account:key/*"),
        BUCKETS(BUCKET, "s3:::%name-*"),
        BUCKET_CONTENTS(BUCKET, "s3:::%name-*/*"),
        ROLES(ROLE, "iam::%account:role/%name-*"),
        PASSED_ROLES(ROLE, "iam::%account:role/%name-*"),
        POLICIES("aws:iam/policy:Policy", "iam::%account:policy/%name-*"),
        LOG_GROUPS(LOG_GROUP, "logs:%region:%account:log-group:%name-*"),
        /** By their component's name: with a pattern for each alarm the policy would be longer than a managed one may be. */
        ALARMS("aws:cloudwatch/metricAlarm:MetricAlarm", "cloudwatch:%region:%account:alarm:%component-*"),
        FUNCTIONS(FUNCTION, "lambda:%region:%account:function:%name-*"),
        /** AWS chooses their ids. */
        MAPPINGS(MAPPING, "lambda:%region:%account:event-source-mapping:*"),
        /** Creating one takes no resource; the function is a condition. */
        NEW_MAPPINGS(MAPPING, "lambda:%region:%account:function:%component-function-*"),
        /** Packages of functions, which Lambda reads for the caller. */
        CODE(OBJECT, "s3:::lake-bucket-*/" + LakeLayout.CODE_PREFIX + "*"),
        SCHEDULES(SCHEDULE, "scheduler:%region:%account:schedule/default/%name-*"),
        /** Glue looks at the account's catalogue, the database and what that holds. A database's name has no hyphens. */
        CATALOGUE(
                DATABASE,
                "glue:%region:%account:catalog glue:%region:%account:database/%name_*"
                        + " glue:%region:%account:table/%name_*/* glue:%region:%account:userDefinedFunction/%name_*/*"),
        WORKGROUPS(WORKGROUP, "athena:%region:%account:workgroup/%name-*"),
        SECRETS(SECRET, "secretsmanager:%region:%account:secret:%name-*"),
        /** Actions that take no resource. */
        ANYTHING("", "*");

        private final String type;
        /** Of ARNs, behind the partition; a blank between two. */
        private final String patterns;

        Scope(String type, String patterns) {
            this.type = type;
            this.patterns = patterns;
        }

        String sid() {
            var sid = new StringBuilder();
            for (var word : name().split("_", -1)) {
                sid.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
            }
            return sid.toString();
        }
    }

    /** What the provider calls for a type. Reading comes with each change. */
    private static final Map<String, Map<Scope, List<String>>> ACTIONS = Map.ofEntries(
            entry(
                    STREAM,
                    Map.of(
                            Scope.STREAMS,
                            actions(
                                    "kinesis",
                                    "CreateStream DescribeStreamSummary ListTagsForStream AddTagsToStream RemoveTagsFromStream"
                                            + " IncreaseStreamRetentionPeriod DecreaseStreamRetentionPeriod"
                                            + " DeleteStream"),
                            Scope.ENCRYPTION,
                            actions("kinesis", "StartStreamEncryption StopStreamEncryption"),
                            Scope.ANYTHING,
                            actions("kinesis", "UpdateShardCount UpdateStreamMode"))),
            entry(
                    BUCKET,
                    Map.of(
                            Scope.BUCKETS,
                            actions(
                                    "s3",
                                    "CreateBucket DeleteBucket ListBucket ListBucketVersions GetBucketTagging PutBucketTagging"
                                            + " GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation"
                                            + " GetBucketObjectLockConfiguration GetBucketRequestPayment GetBucketWebsite"
                                            + " GetReplicationConfiguration"
                                            // A bucket is read with what other resources set.
                                            + " GetBucketLogging GetBucketPolicy GetBucketVersioning"
                                            + " GetEncryptionConfiguration GetLifecycleConfiguration"))),
            entry("aws:s3/bucketLoggingV2:BucketLoggingV2", ofBuckets("GetBucketLogging PutBucketLogging")),
            entry("aws:s3/bucketPolicy:BucketPolicy", ofBuckets("GetBucketPolicy PutBucketPolicy DeleteBucketPolicy")),
            entry(
                    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                    ofBuckets("GetBucketPublicAccessBlock PutBucketPublicAccessBlock")),
            entry(
                    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                    ofBuckets("GetBucketOwnershipControls PutBucketOwnershipControls")),
            entry("aws:s3/bucketVersioningV2:BucketVersioningV2", ofBuckets("GetBucketVersioning PutBucketVersioning")),
            entry(
                    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                    ofBuckets("GetEncryptionConfiguration PutEncryptionConfiguration")),
            entry(
                    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
                    ofBuckets("GetLifecycleConfiguration PutLifecycleConfiguration")),
            entry(
                    ROLE,
                    Map.of(
                            Scope.ROLES,
                            actions(
                                    "iam",
                                    "CreateRole GetRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy TagRole UntagRole"
                                            + " ListRolePolicies ListAttachedRolePolicies ListInstanceProfilesForRole DeleteRole"))),
            entry(
                    "aws:iam/rolePolicy:RolePolicy",
                    Map.of(Scope.ROLES, actions("iam", "GetRolePolicy PutRolePolicy DeleteRolePolicy"))),
            entry(
                    "aws:iam/policy:Policy",
                    Map.of(
                            Scope.POLICIES,
                            actions(
                                    "iam",
                                    "CreatePolicy GetPolicy GetPolicyVersion ListPolicyVersions CreatePolicyVersion"
                                            + " DeletePolicyVersion TagPolicy UntagPolicy DeletePolicy"))),
            entry(
                    LOG_GROUP,
                    Map.of(
                            Scope.LOG_GROUPS,
                            actions(
                                    "logs",
                                    "CreateLogGroup PutRetentionPolicy ListTagsForResource TagResource UntagResource DeleteLogGroup"),
                            Scope.ANYTHING,
                            actions("logs", "DescribeLogGroups"))),
            entry(
                    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
                    Map.of(
                            Scope.LOG_GROUPS,
                            actions("logs", "PutMetricFilter DescribeMetricFilters DeleteMetricFilter"))),
            entry(
                    "aws:cloudwatch/metricAlarm:MetricAlarm",
                    Map.of(
                            Scope.ALARMS,
                            actions(
                                    "cloudwatch",
                                    "PutMetricAlarm DescribeAlarms ListTagsForResource TagResource UntagResource DeleteAlarms"))),
            entry(
                    FUNCTION,
                    Map.of(
                            Scope.FUNCTIONS,
                            actions(
                                    "lambda",
                                    "CreateFunction GetFunction GetFunctionConfiguration GetFunctionCodeSigningConfig"
                                            + " ListVersionsByFunction UpdateFunctionCode UpdateFunctionConfiguration ListTags"
                                            + " TagResource UntagResource DeleteFunction"),
                            Scope.PASSED_ROLES,
                            actions("iam", "PassRole"))),
            entry(
                    MAPPING,
                    Map.of(
                            Scope.NEW_MAPPINGS,
                            actions("lambda", "CreateEventSourceMapping"),
                            Scope.MAPPINGS,
                            actions(
                                    "lambda",
                                    "GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping ListTags"
                                            + " TagResource UntagResource"))),
            entry(
                    OBJECT,
                    Map.of(
                            Scope.CODE,
                            actions(
                                    "s3",
                                    "PutObject PutObjectTagging GetObject GetObjectTagging GetObjectVersion DeleteObject"
                                            + " DeleteObjectVersion"))),
            entry(
                    SCHEDULE,
                    Map.of(
                            Scope.SCHEDULES,
                            actions("scheduler", "CreateSchedule GetSchedule UpdateSchedule DeleteSchedule"))),
            entry(
                    DATABASE,
                    Map.of(
                            Scope.CATALOGUE,
                            actions(
                                    "glue",
                                    "CreateDatabase GetDatabase UpdateDatabase DeleteDatabase GetTags TagResource UntagResource"))),
            entry(
                    "aws:glue/catalogTable:CatalogTable",
                    Map.of(
                            Scope.CATALOGUE,
                            actions("glue", "CreateTable GetTable GetPartitionIndexes UpdateTable DeleteTable"))),
            entry(
                    WORKGROUP,
                    Map.of(
                            Scope.WORKGROUPS,
                            actions(
                                    "athena",
                                    "CreateWorkGroup GetWorkGroup UpdateWorkGroup DeleteWorkGroup ListTagsForResource"
                                            + " TagResource UntagResource"))),
            // Without the values: the role that deploys can't read a key.
            entry(
                    SECRET,
                    Map.of(
                            Scope.SECRETS,
                            actions(
                                    "secretsmanager",
                                    "CreateSecret DescribeSecret GetResourcePolicy UpdateSecret TagResource UntagResource DeleteSecret"))),
            entry(
                    "aws:athena/namedQuery:NamedQuery",
                    Map.of(Scope.WORKGROUPS, actions("athena", "CreateNamedQuery GetNamedQuery DeleteNamedQuery"))));

    private static final List<String> EMPTY_BUCKET = actions("s3", "DeleteObject DeleteObjectVersion");

    private DeployPolicy() {}

    /**
     * A resource that the program declares.
     *
     * @param name in the program; on AWS, Pulumi adds a suffix
     * @param emptied whether it's deleted with its contents
     */
    public record Declared(String type, String name, boolean emptied) {}

    /**
     * Where the stack is.
     *
     * @param account an account's id, or * for the one that has the role
     */
    public record Place(String region, String account) {

        String partition() {
            if (region.startsWith("cn-")) {
                return "aws-cn";
            }
            return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
        }
    }

    /**
     * Where Pulumi stores the stack's state.
     *
     * @param bucket its name
     * @param keyArn of the KMS key that encrypts secrets in it
     */
    public record State(String bucket, Optional<String> keyArn) {}

    /** Lets a role read the state, which is all that a preview does. */
    public static PolicyDocument preview(Place place, State state) {
        return new PolicyDocument(state(place, state, List.of("s3:GetObject"), List.of("kms:Decrypt")));
    }

    /**
     * Lets a role create, change and delete the resources.
     *
     * @param state empty leaves it to another policy
     * @throws IllegalArgumentException if a resource has a type without actions
     */
    public static PolicyDocument deploy(Collection<Declared> resources, Place place, Optional<State> state) {
        var byScope = new EnumMap<Scope, SortedSet<String>>(Scope.class);
        for (var resource : resources) {
            var actions = ACTIONS.get(resource.type());
            if (actions == null) {
                throw new IllegalArgumentException("DeployPolicy has no actions for " + resource.type());
            }
            actions.forEach((scope, all) ->
                    byScope.computeIfAbsent(scope, none -> new TreeSet<>()).addAll(all));
            if (resource.emptied() && resource.type().equals(BUCKET)) {
                byScope.computeIfAbsent(Scope.BUCKET_CONTENTS, none -> new TreeSet<>())
                        .addAll(EMPTY_BUCKET);
            }
        }
        var statements = new ArrayList<Statement>();
        byScope.forEach((scope, actions) ->
                statements.add(statement(scope, List.copyOf(actions), arns(scope, resources, place), place)));
        state.ifPresent(where -> statements.addAll(state(
                place,
                where,
                List.of("s3:DeleteObject", "s3:GetObject", "s3:PutObject"),
                List.of("kms:Decrypt", "kms:Encrypt"))));
        return new PolicyDocument(statements);
    }

    private static Statement statement(Scope scope, List<String> actions, List<String> arns, Place place) {
        return switch (scope) {
            case STREAMS,
                    ENCRYPTION,
                    BUCKETS,
                    BUCKET_CONTENTS,
                    ROLES,
                    POLICIES,
                    LOG_GROUPS,
                    ALARMS,
                    FUNCTIONS,
                    MAPPINGS,
                    CODE,
                    SCHEDULES,
                    CATALOGUE,
                    WORKGROUPS,
                    SECRETS -> Statement.allow(scope.sid(), actions, arns);
            case PASSED_ROLES ->
                Statement.allow(scope.sid(), actions, arns)
                        .where(
                                "StringEquals",
                                "iam:PassedToService",
                                List.of("lambda.amazonaws.com", "scheduler.amazonaws.com"));
            case NEW_MAPPINGS ->
                Statement.allow(scope.sid(), actions, List.of("*"))
                        .where("ArnLike", "lambda:FunctionArn", onlyOne(arns));
            case ANYTHING ->
                Statement.allow(scope.sid(), actions, List.of("*"))
                        .where("StringEquals", "aws:RequestedRegion", place.region());
        };
    }

    private static String onlyOne(List<String> functions) {
        if (functions.size() != 1) {
            throw new IllegalArgumentException("the mappings' functions are " + functions + ", allowed is one");
        }
        return functions.get(0);
    }

    private static List<String> arns(Scope scope, Collection<Declared> resources, Place place) {
        return resources.stream()
                .filter(resource -> resource.type().equals(scope.type))
                .filter(resource -> scope != Scope.BUCKET_CONTENTS || resource.emptied())
                .flatMap(resource -> Stream.of(scope.patterns.split(" ", -1))
                        .map(pattern -> "arn:" + place.partition() + ":"
                                + pattern.replace("%region", place.region())
                                        .replace("%account", place.account())
                                        .replace("%name", resource.name())
                                        .replace("%component", component(resource))))
                .distinct()
                .sorted()
                .toList();
    }

    /** The name of a resource begins with that of its component. */
    private static String component(Declared resource) {
        return resource.name().replaceFirst("-.*", "");
    }

    private static List<Statement> state(Place place, State state, List<String> objects, List<String> keys) {
        var bucket = "arn:" + place.partition() + ":s3:::" + state.bucket();
        var statements = new ArrayList<>(List.of(
                Statement.allow("ListState", List.of("s3:ListBucket"), List.of(bucket)),
                Statement.allow("State", objects, List.of(bucket + "/*"))));
        state.keyArn().ifPresent(key -> statements.add(Statement.allow("StateSecrets", keys, List.of(key))));
        return statements;
    }

    private static Map<Scope, List<String>> ofBuckets(String names) {
        return Map.of(Scope.BUCKETS, actions("s3", names));
    }

    private static List<String> actions(String service, String names) {
        return Stream.of(names.split(" ", -1)).map(name -> service + ":" + name).toList();
    }
}
