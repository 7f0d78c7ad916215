package dev.kinesislake.lab.aws.mapping;

import java.util.List;

/**
 * Where a mapping stands.
 *
 * @param state AWS's name for it: {@code Enabled} or {@code Disabled}
 * @param lastProcessingResult as AWS gives it: {@code No records processed}, {@code OK}, or {@code PROBLEM: } and what is wrong
 * @param shards in the order of the stream's
 */
public record MappingProgress(
        String state, String lastProcessingResult, List<ShardProgress> shards, MappingCounters counters) {

    public MappingProgress {
        shards = List.copyOf(shards);
    }

    /** How many records are put but not yet done. */
    public long lag() {
        return shards.stream().mapToLong(ShardProgress::lag).sum();
    }

    /**
     * Where a shard stands.
     *
     * @param checkpoint the lowest offset that isn't done
     * @param end the offset of the next record to come
     * @param inFlight records that the function works on
     * @param iteratorAgeMillis how long ago the record at the checkpoint arrived; 0 if there is none
     */
    public record ShardProgress(String shardId, long checkpoint, long end, int inFlight, long iteratorAgeMillis) {

        /** Records from the checkpoint on; some of them may be done in other lanes. */
        public long lag() {
            return Math.max(0, end - checkpoint);
        }
    }
}
