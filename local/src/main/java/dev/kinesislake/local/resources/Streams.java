package dev.kinesislake.local.resources;

import dev.kinesislake.local.kinesis.KinesisException;
import dev.kinesislake.local.kinesis.StreamSettings;

/** {@code aws:kinesis/stream:Stream}. */
final class Streams implements ResourceType {

    private final Account account;

    Streams(Account account) {
        this.account = account;
    }

    @Override
    public Made make(Inputs inputs) {
        try {
            var stream = account.streams().create(settings(account.nameOf(inputs, "name"), inputs));
            return Made.of(stream.arn(), inputs).with("name", stream.name()).with("arn", stream.arn());
        } catch (KinesisException refused) {
            throw new ResourceException(inputs, String.valueOf(refused.getMessage()));
        }
    }

    private static StreamSettings settings(String name, Inputs inputs) {
        var mode = inputs.object("streamModeDetails").text("streamMode").orElse("PROVISIONED");
        var settings = mode.equals("ON_DEMAND")
                ? StreamSettings.onDemand(name)
                : StreamSettings.provisioned(name, inputs.requiredNumber("shardCount"));
        var key = inputs.text("encryptionType").orElse("NONE").equals("KMS")
                ? inputs.text("kmsKeyId").orElse(null)
                : null;
        return settings.withRetentionHours(inputs.number("retentionPeriod").orElse(24))
                .withKmsKeyId(key);
    }
}
