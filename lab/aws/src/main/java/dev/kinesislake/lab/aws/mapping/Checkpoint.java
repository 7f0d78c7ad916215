package dev.kinesislake.lab.aws.mapping;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is done of a shard: enough for a successor to go on without doing a record twice, even with another parallelization
 * factor.
 *
 * @param progress the lanes' progress, the latest first; after it, as long as they say more, those of earlier parallelization
 *     factors. A record is done if one of them says so.
 */
public record Checkpoint(String shardId, List<LaneOffsets> progress) {

    public Checkpoint {
        progress = List.copyOf(progress);
        if (progress.isEmpty()) {
            throw new IllegalArgumentException("The checkpoint of " + shardId + " has no progress");
        }
    }

    /** All records before an offset are done, none from there on. */
    public static Checkpoint at(String shardId, long offset) {
        return new Checkpoint(shardId, List.of(new LaneOffsets(List.of(offset))));
    }

    /** The lowest offset that isn't done. */
    public long offset() {
        return progress.get(0).lowest();
    }

    boolean isDone(long offset, String partitionKey) {
        return progress.stream().anyMatch(lanes -> lanes.isDone(offset, partitionKey));
    }

    /** Where each of so many lanes goes on. */
    LaneOffsets lanes(int count) {
        var latest = progress.get(0);
        return latest.offsets().size() == count
                ? latest
                : new LaneOffsets(Stream.generate(latest::lowest).limit(count).toList());
    }

    /** This checkpoint, after lanes that began at it have come to these offsets. */
    Checkpoint advancedTo(LaneOffsets latest) {
        var stillNeeded =
                progress.stream().filter(lanes -> lanes.highest() > latest.lowest() && !sameLanes(lanes, latest));
        return new Checkpoint(
                shardId, Stream.concat(Stream.of(latest), stillNeeded).toList());
    }

    /** Lanes that went on from lanes of the same number know all that those knew. */
    private boolean sameLanes(LaneOffsets earlier, LaneOffsets latest) {
        return earlier.equals(progress.get(0))
                && earlier.offsets().size() == latest.offsets().size();
    }
}
