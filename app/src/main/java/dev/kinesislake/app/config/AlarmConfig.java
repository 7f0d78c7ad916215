package dev.kinesislake.app.config;

import java.util.Optional;

/**
 * The alarms.
 *
 * @param topicArn the SNS topic that is notified when an alarm goes off or is over; empty for none
 * @param failedRatioPercent share of failed rows above which an alarm goes off, 0 to 100; 100 is never
 */
public record AlarmConfig(Optional<String> topicArn, int failedRatioPercent) {

    private static final String TOPIC = "alarmTopicArn";

    // Not a FIFO topic, whose name ends in .fifo.
    private static final String TOPIC_ARN = "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}";

    static AlarmConfig read(ConfigReader reader, String region) {
        var example = "arn:aws:sns:" + region + ":123456789012:alarms";
        var topic = reader.textOrEmpty(
                TOPIC, "the ARN of a standard SNS topic, such as " + example, arn -> arn.matches(TOPIC_ARN));
        var ratio = reader.number("failedRatioPercent", 0, 100);
        if (reader.sound(TOPIC, "aws:region") && !topic.isEmpty() && !topic.split(":", -1)[3].equals(region)) {
            // CloudWatch API, "PutMetricAlarm": an alarm and its actions are of one region.
            var allowed = "a topic of " + region + ", which is the stack's aws:region";
            reader.problem(TOPIC, Optional.of(topic), allowed, reader.remove(TOPIC));
        }
        return new AlarmConfig(Optional.of(topic).filter(arn -> !arn.isEmpty()), ratio);
    }
}
