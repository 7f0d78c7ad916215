package dev.kinesislake.lab.aws.kinesis;

import java.math.BigInteger;
import java.util.OptionalLong;

/**
 * The sequence numbers of one shard: 56 decimal digits that hold, from the highest bits on, when the shard was opened, its index
 * in the stream, and a counter. So they grow within the shard, a child's are above its parents', and no two shards share one,
 * not even those of a stream deleted and made again.
 *
 * <pre>2^185 + openedMillis * 2^137 + shardIndex * 2^64 + counter * 2^4 + 2</pre>
 *
 * The counter is 0 for the shard's own starting sequence number and 1 for its first record.
 */
final class SequenceNumbers {

    private static final int COUNTER_SHIFT = 4;

    private final BigInteger opening;

    /** @param openedMillis milliseconds since the epoch, other than those of any shard of the same index before */
    SequenceNumbers(long openedMillis, int shardIndex) {
        if (openedMillis < 0 || openedMillis >= 1L << 48) {
            throw new IllegalArgumentException("openedMillis is " + openedMillis + ", allowed is 0 to 2^48-1");
        }
        opening = BigInteger.ONE
                .shiftLeft(185)
                .add(BigInteger.valueOf(openedMillis).shiftLeft(137))
                .add(BigInteger.valueOf(shardIndex).shiftLeft(64))
                .add(BigInteger.TWO);
    }

    /** The shard's starting sequence number, below that of its first record. */
    String opening() {
        return opening.toString();
    }

    /** The sequence number of the record with an offset. */
    String at(long offset) {
        return opening.add(BigInteger.valueOf(offset + 1).shiftLeft(COUNTER_SHIFT))
                .toString();
    }

    /**
     * The offset of a record by its sequence number, be it stored, still to come, or -1 for the shard's starting sequence number;
     * empty when the number isn't of this shard.
     */
    OptionalLong offsetOf(String sequenceNumber) {
        var distance = new BigInteger(sequenceNumber).subtract(opening);
        var whole = distance.getLowestSetBit() >= COUNTER_SHIFT || distance.signum() == 0;
        if (distance.signum() < 0 || distance.bitLength() > 64 || !whole) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(distance.shiftRight(COUNTER_SHIFT).longValueExact() - 1);
    }
}
