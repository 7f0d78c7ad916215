package dev.kinesislake.app.policy;

import dev.kinesislake.function.partition.LakeLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every policy that this program declares. Resources are ARNs of the stack's own, prefixes those of the lake's layout. */
public final class Policies {

    /**
     * Conditional writes: of an object that is there already, HEAD asks for {@code s3:GetObject}. It doesn't decrypt, so that with a KMS
     * key of the account the function sees no contents as long as it has no {@code kms:Decrypt}.
     */
    private static final List<String> STORE = List.of("s3:GetObject", "s3:PutObject");

    private Policies() {}

    /** Lets Lambda run as the role. */
    public static PolicyDocument assumedByLambda() {
        return PolicyDocument.of(Statement.trust("AssumeAsFunction", new Statement.Service("lambda.amazonaws.com")));
    }

    /**
     * What the function needs, and the event source mapping, which acts as the function's role: the actions on the stream are
     * those of the Lambda Developer Guide, "Process Amazon Kinesis Data Streams records with Lambda", less the one for enhanced
     * fan-out; listing the failed bucket and putting unprocessed batches into it are asked for by "Retain discarded batch records
     * for a Kinesis Data Streams event source in Lambda". The stream's AWS managed key needs no permission.
     */
    public static PolicyDocument consumer(String streamArn, String lakeArn, String failedArn, String logGroupArn) {
        return PolicyDocument.of(
                Statement.allow(
                        "ReadStream",
                        List.of(
                                "kinesis:DescribeStream",
                                "kinesis:DescribeStreamSummary",
                                "kinesis:GetRecords",
                                "kinesis:GetShardIterator",
                                "kinesis:ListShards"),
                        List.of(streamArn)),
                Statement.allow("StoreEvents", STORE, below(lakeArn, LakeLayout.EVENTS_PREFIX)),
                Statement.allow("StoreFailedRows", STORE, below(failedArn, LakeLayout.FAILED_PREFIX)),
                Statement.allow(
                        "StoreUnprocessedBatches",
                        List.of("s3:PutObject"),
                        below(failedArn, LakeLayout.UNPROCESSED_PREFIX)),
                Statement.allow(
                        "ReadErasedPeople", List.of("s3:GetObject"), List.of(lakeArn + "/" + LakeLayout.ERASED_KEY)),
                // Without it, S3 doesn't say that the list of erased people isn't there.
                Statement.allow("FindBuckets", List.of("s3:ListBucket"), List.of(lakeArn, failedArn)),
                Statement.allow(
                        "WriteLog", List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(logGroupArn + ":*")));
    }

    /** What the function needs besides where it hashes: the key, which it reads when it starts. */
    public static PolicyDocument withPersonalKey(PolicyDocument consumer, String secretArn) {
        return consumer.and(List.of(
                Statement.allow("ReadPersonalKey", List.of("secretsmanager:GetSecretValue"), List.of(secretArn))));
    }

    /**
     * What {@code ./lake find} and {@code ./lake erase} need: all versions of what may be about somebody, the list of erased people, the
     * function to redrive batches, and the table.
     *
     * @param glueArns of the catalogue, the database and the table; none where there is no catalogue
     */
    public static PolicyDocument eraser(String lakeArn, String failedArn, String functionArn, List<String> glueArns) {
        var objects = new ArrayList<String>();
        objects.addAll(below(lakeArn, LakeLayout.EVENTS_PREFIX));
        objects.addAll(below(lakeArn, LakeLayout.SEALED_PREFIX));
        objects.addAll(below(failedArn, LakeLayout.FAILED_PREFIX));
        objects.addAll(below(failedArn, LakeLayout.UNPROCESSED_PREFIX));
        var statements = new ArrayList<Statement>();
        statements.add(Statement.allow(
                "ListVersions", List.of("s3:ListBucket", "s3:ListBucketVersions"), List.of(lakeArn, failedArn)));
        statements.add(Statement.allow(
                "CleanObjects",
                List.of(
                        "s3:AbortMultipartUpload",
                        "s3:DeleteObject",
                        "s3:DeleteObjectVersion",
                        "s3:GetObject",
                        "s3:GetObjectVersion",
                        "s3:PutObject"),
                objects));
        statements.add(Statement.allow("ListErasedPeople", STORE, List.of(lakeArn + "/" + LakeLayout.ERASED_KEY)));
        statements.add(Statement.allow("NoteRedriven", STORE, below(failedArn, LakeLayout.REDRIVEN_PREFIX)));
        statements.add(Statement.allow(
                "RedriveBatches",
                List.of("lambda:GetFunctionConfiguration", "lambda:InvokeFunction"),
                List.of(functionArn)));
        if (!glueArns.isEmpty()) {
            statements.add(Statement.allow(
                    "ChangeTable", List.of("glue:GetDatabase", "glue:GetTable", "glue:UpdateTable"), glueArns));
        }
        return new PolicyDocument(statements);
    }

    /** Lets EventBridge Scheduler run as the role, for schedules of one account ("Confused deputy prevention in EventBridge Scheduler"). */
    public static PolicyDocument assumedByScheduler(String account) {
        return PolicyDocument.of(Statement.trust("AssumeAsSchedule", new Statement.Service("scheduler.amazonaws.com"))
                .where("StringEquals", "aws:SourceAccount", account));
    }

    /** What a schedule needs to invoke a function, and nothing else. */
    public static PolicyDocument schedule(String functionArn) {
        return PolicyDocument.of(
                Statement.allow("InvokeFunction", List.of("lambda:InvokeFunction"), List.of(functionArn)));
    }

    /**
     * What a sealing needs to know and to touch.
     *
     * @param tableArns the catalogue, the database and the table, which each action of Glue is about
     */
    public record Sealed(String lakeArn, String failedArn, List<String> tableArns, String logGroupArn) {

        public Sealed {
            tableArns = List.copyOf(tableArns);
        }
    }

    /**
     * What the sealing function needs: to read events and discarded batches, to write the table's files, and to commit the table. Numbers
     * of CloudWatch can't be allowed by resource.
     */
    public static PolicyDocument sealing(Sealed of) {
        return PolicyDocument.of(
                Statement.allow("ReadEvents", List.of("s3:GetObject"), below(of.lakeArn(), LakeLayout.EVENTS_PREFIX)),
                Statement.allow(
                        "SeeErasures", List.of("s3:GetObject"), List.of(of.lakeArn() + "/" + LakeLayout.ERASED_KEY)),
                Statement.allow(
                        "WriteTable",
                        List.of("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"),
                        below(of.lakeArn(), LakeLayout.SEALED_PREFIX)),
                Statement.allow(
                        "ReadDiscardedBatches",
                        List.of("s3:GetObject"),
                        below(of.failedArn(), LakeLayout.UNPROCESSED_PREFIX)),
                Statement.allow("ListBuckets", List.of("s3:ListBucket"), List.of(of.lakeArn(), of.failedArn())),
                Statement.allow(
                        "CommitTable",
                        List.of("glue:CreateTable", "glue:GetDatabase", "glue:GetTable", "glue:UpdateTable"),
                        of.tableArns()),
                Statement.allow("LookAtConsumer", List.of("cloudwatch:GetMetricData"), List.of("*")),
                Statement.allow(
                        "WriteLog",
                        List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                        List.of(of.logGroupArn() + ":*")));
    }

    /** What a producer needs to find the stream's shards and to put records. */
    public static PolicyDocument producer(String streamArn) {
        return PolicyDocument.of(Statement.allow(
                "PutRecords",
                List.of(
                        "kinesis:DescribeStreamSummary",
                        "kinesis:ListShards",
                        "kinesis:PutRecord",
                        "kinesis:PutRecords"),
                List.of(streamArn)));
    }

    /**
     * Keeps everyone from reaching a bucket without TLS and, where there is such a limit, everyone but the functions from reading
     * and writing objects by another way than one VPC endpoint. Services of AWS are left to IAM: Athena, which reads for a user, comes
     * through no endpoint of the account ("AWS global condition context keys", IAM User Guide). Listing is left to IAM, because S3
     * asks for the same action when Pulumi looks whether the bucket is there.
     *
     * @param roleArns of the functions
     * @param prefixes of the objects with data; code is uploaded from anywhere
     */
    public static PolicyDocument bucket(
            String bucketArn, List<String> roleArns, List<String> prefixes, Optional<String> vpcEndpointId) {
        var objects = bucketArn + "/*";
        var statements = new ArrayList<Statement>();
        statements.add(Statement.deny(
                "OnlyOverTls",
                List.of("s3:*"),
                List.of(bucketArn, objects),
                Map.of("Bool", Map.of("aws:SecureTransport", "false"))));
        vpcEndpointId.ifPresent(endpoint -> statements.add(Statement.deny(
                "OnlyThroughVpcEndpoint",
                List.of("s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*"),
                prefixes.stream()
                        .flatMap(prefix -> below(bucketArn, prefix).stream())
                        .toList(),
                Map.of(
                        "ArnNotEquals", Map.of("aws:PrincipalArn", roleArns.size() == 1 ? roleArns.get(0) : roleArns),
                        "BoolIfExists", Map.of("aws:PrincipalIsAWSService", "false", "aws:ViaAWSService", "false"),
                        "StringNotEquals", Map.of("aws:SourceVpce", endpoint)))));
        return new PolicyDocument(statements);
    }

    /**
     * What the bucket of access logs has besides: S3 may write about other buckets, each under a prefix of its own ("Enabling Amazon S3
     * server access logging", S3 User Guide).
     *
     * @param closed the bucket's policy so far
     * @param loggedArns ARNs of the other buckets, by prefix
     */
    public static PolicyDocument accessLogs(PolicyDocument closed, String bucketArn, Map<String, String> loggedArns) {
        var statements = new ArrayList<Statement>();
        new TreeMap<>(loggedArns)
                .forEach((prefix, loggedArn) -> statements.add(Statement.allow(
                        "DeliverAccessLogs" + (statements.size() + 1),
                        new Statement.Service("logging.s3.amazonaws.com"),
                        List.of("s3:PutObject"),
                        below(bucketArn, prefix),
                        Map.of("ArnLike", Map.of("aws:SourceArn", loggedArn)))));
        return closed.and(statements);
    }

    private static List<String> below(String bucketArn, String prefix) {
        return List.of(bucketArn + "/" + prefix + "*");
    }
}
