package dev.kinesislake.app;

import com.pulumi.aws.iam.Policy;
import com.pulumi.aws.iam.PolicyArgs;
import com.pulumi.aws.kinesis.Stream;
import com.pulumi.aws.kinesis.StreamArgs;
import com.pulumi.aws.kinesis.inputs.StreamStreamModeDetailsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.kinesislake.app.config.StreamConfig;
import dev.kinesislake.app.policy.Policies;
import java.util.Map;

/** The stream that the website's events come in by, and the policy that its producers attach. */
final class EventStream extends ComponentResource {

    private final Stream stream;
    private final Policy producerPolicy;
    private final boolean kept;

    EventStream(String name, StreamConfig config, Removal removal, Map<String, String> tags) {
        super("kinesis-lake:app:EventStream", name);
        kept = removal.isRefused();
        stream = new Stream(
                name + "-stream",
                streamArgs(config, removal, tags),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(removal.isRefused())
                        .retainOnDelete(removal.isRefused())
                        .build());
        producerPolicy = new Policy(
                name + "-producer",
                PolicyArgs.builder()
                        .description("Lets producers put records into the stream")
                        .policy(stream.arn()
                                .applyValue(arn -> Policies.producer(arn).toJson()))
                        .tags(tags)
                        .build(),
                CustomResourceOptions.builder().parent(this).protect(kept).build());
        registerOutputs(
                Map.of("streamName", streamName(), "streamArn", streamArn(), "producerPolicyArn", producerPolicyArn()));
    }

    Output<String> streamName() {
        return stream.name();
    }

    Output<String> streamArn() {
        return stream.arn();
    }

    Output<String> producerPolicyArn() {
        return producerPolicy.arn();
    }

    /** Whether Pulumi refuses to delete it, and what fills and empties it. */
    boolean isKept() {
        return kept;
    }

    private static StreamArgs streamArgs(StreamConfig config, Removal removal, Map<String, String> tags) {
        var args = StreamArgs.builder()
                .streamModeDetails(mode(config.shardCount().isPresent() ? "PROVISIONED" : "ON_DEMAND"))
                .retentionPeriod(config.retentionHours())
                .encryptionType("KMS")
                .kmsKeyId("alias/aws/kinesis")
                .enforceConsumerDeletion(removal.isWithContents())
                .tags(tags);
        config.shardCount().ifPresent(args::shardCount);
        return args.build();
    }

    private static StreamStreamModeDetailsArgs mode(String mode) {
        return StreamStreamModeDetailsArgs.builder().streamMode(mode).build();
    }
}
