package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.iam.Permissions;
import java.util.List;

/**
 * What a role needs for its stream to be read (Lambda Developer Guide, "Process Amazon Kinesis Data Streams records with
 * Lambda"; the page's kinesis:SubscribeToShard is for enhanced fan-out consumers only).
 */
final class ReadPermissions {

    private static final List<String> ACTIONS = List.of(
            "kinesis:DescribeStream",
            "kinesis:DescribeStreamSummary",
            "kinesis:GetRecords",
            "kinesis:GetShardIterator",
            "kinesis:ListShards");

    private ReadPermissions() {}

    /** The actions that a role lacks. */
    static List<String> missing(Permissions permissions, String streamArn) {
        return ACTIONS.stream()
                .filter(action -> !permissions.allows(action, streamArn))
                .toList();
    }
}
