package dev.kinesislake.cli.queue;

/**
 * What a queue's sender has done so far.
 *
 * @param received messages that the broker delivered, those that came again among them
 * @param acknowledged messages that the stream has, and that were acknowledged to the broker
 * @param rejected messages that can't be records, and were moved to the queue for rejected ones
 * @param failed how often a message was given up by the stream's producer, to be sent again later
 */
public record QueueCounters(long received, long acknowledged, long rejected, long failed) {

    static final QueueCounters NONE = new QueueCounters(0, 0, 0, 0);

    QueueCounters plus(long received, long acknowledged, long rejected, long failed) {
        return new QueueCounters(
                this.received + received,
                this.acknowledged + acknowledged,
                this.rejected + rejected,
                this.failed + failed);
    }
}
