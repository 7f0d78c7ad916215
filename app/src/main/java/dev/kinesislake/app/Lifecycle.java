package dev.kinesislake.app;

import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleTransitionArgs;
import dev.kinesislake.app.config.BucketConfig;
import dev.kinesislake.app.config.FailedConfig;
import dev.kinesislake.app.config.LakeConfig;
import dev.kinesislake.app.config.StreamConfig;
import dev.kinesislake.function.partition.LakeLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The lifecycle rules of the buckets (S3 User Guide, "Managing the lifecycle of objects"). */
final class Lifecycle {

    private static final String EVERYTHING = "";
    private static final int HOURS_PER_DAY = 24;

    /** S3 expires at midnight: a day more for a batch, and a day more for a row that its redrive has stored. */
    private static final int ROUNDED_DAYS = 2;

    private static final int QUERY_RESULT_DAYS = 1;
    private static final int REPLACED_TABLE_FILE_DAYS = 1;

    private Lifecycle() {}

    static List<BucketLifecycleConfigurationV2RuleArgs> ofLake(LakeConfig lake, BucketConfig bucket) {
        var rules = new ArrayList<>(List.of(tidy(bucket), queryResults(), tableFiles()));
        var transitions = new ArrayList<BucketLifecycleConfigurationV2RuleTransitionArgs>();
        lake.infrequentAccessDays().ifPresent(days -> transitions.add(transition("STANDARD_IA", days)));
        lake.glacierDays().ifPresent(days -> transitions.add(transition("GLACIER", days)));
        if (!transitions.isEmpty() || lake.expireDays().isPresent()) {
            var events = rule("events", LakeLayout.EVENTS_PREFIX);
            if (!transitions.isEmpty()) {
                events.transitions(transitions);
            }
            lake.expireDays().ifPresent(days -> events.expiration(after(days)));
            rules.add(events.build());
        }
        return rules;
    }

    static List<BucketLifecycleConfigurationV2RuleArgs> ofFailed(
            FailedConfig failed, StreamConfig stream, BucketConfig bucket) {
        var rules = new ArrayList<>(List.of(tidy(bucket)));
        rules.addAll(expiry("failed-rows", LakeLayout.FAILED_PREFIX, failed.expireDays()));
        rules.addAll(expiry("unprocessed-batches", LakeLayout.UNPROCESSED_PREFIX, failed.expireDays()));
        rules.addAll(expiry("redriven", LakeLayout.REDRIVEN_PREFIX, noteDays(failed, stream)));
        return rules;
    }

    static List<BucketLifecycleConfigurationV2RuleArgs> ofAccessLogs(int days, BucketConfig bucket) {
        var rules = new ArrayList<>(List.of(tidy(bucket)));
        rules.addAll(expiry("access-logs", EVERYTHING, OptionalInt.of(days)));
        return rules;
    }

    /**
     * A note must not be gone before the row that it's about. The row's object can be younger than the note: each try of its batch stores
     * it again, for as long as the stream keeps the record, and so does the redrive of the batch, until that expires.
     */
    private static OptionalInt noteDays(FailedConfig failed, StreamConfig stream) {
        if (failed.expireDays().isEmpty()) {
            return OptionalInt.empty();
        }
        int retentionDays = (stream.retentionHours() + HOURS_PER_DAY - 1) / HOURS_PER_DAY;
        return OptionalInt.of(2 * failed.expireDays().getAsInt() + retentionDays + ROUNDED_DAYS);
    }

    private static List<BucketLifecycleConfigurationV2RuleArgs> expiry(String id, String prefix, OptionalInt days) {
        return days.isPresent()
                ? List.of(rule(id, prefix).expiration(after(days.getAsInt())).build())
                : List.of();
    }

    /** Results have what events say about people. Of two rules about old versions, S3 applies the one that is earlier. */
    private static BucketLifecycleConfigurationV2RuleArgs queryResults() {
        return rule("query-results", LakeLayout.QUERY_RESULTS_PREFIX)
                .expiration(after(QUERY_RESULT_DAYS))
                .noncurrentVersionExpiration(oldVersions(QUERY_RESULT_DAYS))
                .build();
    }

    /** Sealing deletes the table's files itself, when the last snapshot that has them expires. Nothing asks for them after that. */
    private static BucketLifecycleConfigurationV2RuleArgs tableFiles() {
        return rule("table-files", LakeLayout.SEALED_PREFIX)
                .noncurrentVersionExpiration(oldVersions(REPLACED_TABLE_FILE_DAYS))
                .build();
    }

    /** Old versions, delete markers without any version left, and the parts of uploads that nobody finishes. */
    private static BucketLifecycleConfigurationV2RuleArgs tidy(BucketConfig bucket) {
        return rule("tidy", EVERYTHING)
                .noncurrentVersionExpiration(oldVersions(bucket.noncurrentDays()))
                .expiration(BucketLifecycleConfigurationV2RuleExpirationArgs.builder()
                        .expiredObjectDeleteMarker(true)
                        .build())
                .abortIncompleteMultipartUpload(
                        BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                                .daysAfterInitiation(bucket.unfinishedUploadDays())
                                .build())
                .build();
    }

    private static BucketLifecycleConfigurationV2RuleArgs.Builder rule(String id, String prefix) {
        return BucketLifecycleConfigurationV2RuleArgs.builder()
                .id(id)
                .status("Enabled")
                .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder()
                        .prefix(prefix)
                        .build());
    }

    private static BucketLifecycleConfigurationV2RuleTransitionArgs transition(String storageClass, int days) {
        return BucketLifecycleConfigurationV2RuleTransitionArgs.builder()
                .storageClass(storageClass)
                .days(days)
                .build();
    }

    private static BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs oldVersions(int days) {
        return BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                .noncurrentDays(days)
                .build();
    }

    private static BucketLifecycleConfigurationV2RuleExpirationArgs after(int days) {
        return BucketLifecycleConfigurationV2RuleExpirationArgs.builder()
                .days(days)
                .build();
    }
}
