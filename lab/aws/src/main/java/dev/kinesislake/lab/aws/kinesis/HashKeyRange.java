package dev.kinesislake.lab.aws.kinesis;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/** The hash keys of one shard, both ends included. */
record HashKeyRange(BigInteger start, BigInteger end) {

    /** Divides all hash keys over a number of shards; the last one takes what the division leaves. */
    static List<HashKeyRange> evenly(int shards) {
        var share = HashKey.COUNT.divide(BigInteger.valueOf(shards));
        return IntStream.range(0, shards)
                .mapToObj(i -> new HashKeyRange(
                        share.multiply(BigInteger.valueOf(i)),
                        i == shards - 1
                                ? HashKey.MAX
                                : share.multiply(BigInteger.valueOf(i + 1L)).subtract(BigInteger.ONE)))
                .toList();
    }

    /** The two halves that a split makes: all keys below one, and that one with all above. */
    List<HashKeyRange> splitAt(BigInteger newStart) {
        if (newStart.compareTo(start) <= 0 || newStart.compareTo(end) > 0) {
            throw new KinesisException(
                    KinesisError.INVALID_ARGUMENT,
                    "NewStartingHashKey is " + newStart + ", allowed is above " + start + " and up to " + end);
        }
        return List.of(new HashKeyRange(start, newStart.subtract(BigInteger.ONE)), new HashKeyRange(newStart, end));
    }

    boolean isFollowedBy(HashKeyRange other) {
        return end.add(BigInteger.ONE).equals(other.start);
    }
}
