package dev.kinesislake.lab.aws.mapping;

import java.util.Collections;
import java.util.List;

/**
 * How far each lane of a shard has come. A record belongs to the lane that its partition key's hash names, so that the records
 * of one key keep their order.
 *
 * @param offsets for each lane, the offset below which all of its records are done
 */
public record LaneOffsets(List<Long> offsets) {

    public LaneOffsets {
        offsets = List.copyOf(offsets);
        if (offsets.isEmpty()) {
            throw new IllegalArgumentException("A shard has at least one lane");
        }
    }

    /** Which of so many lanes a partition key's records take. */
    static int laneOf(String partitionKey, int lanes) {
        // The low bits of String.hashCode are little more than the last character's.
        var spread = partitionKey.hashCode() * 0x9E3779B9;
        return lanes == 1 ? 0 : Math.floorMod(spread ^ (spread >>> 16), lanes);
    }

    long lowest() {
        return Collections.min(offsets);
    }

    long highest() {
        return Collections.max(offsets);
    }

    boolean isDone(long offset, String partitionKey) {
        return offset < offsets.get(laneOf(partitionKey, offsets.size()));
    }
}
