package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.kinesis.StreamRecord;
import dev.kinesislake.lab.aws.mapping.MappingSpec.Batching;
import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import java.util.List;
import java.util.stream.IntStream;

/** What the tests of this package have in common. */
final class Specs {

    static final String STREAM = "arn:aws:kinesis:eu-central-1:000000000000:stream/events";
    static final String FUNCTION = "arn:aws:lambda:eu-central-1:000000000000:function:consumer";
    static final String ROLE = "arn:aws:iam::000000000000:role/consumer";
    static final String BUCKET = "arn:aws:s3:::failed";
    static final String SHARD = "shardId-000000000000";

    private Specs() {}

    static MappingSpec spec(Batching batching, ErrorHandling errorHandling) {
        return spec(new StartingPosition.TrimHorizon(), batching, errorHandling);
    }

    static MappingSpec spec(StartingPosition position, Batching batching, ErrorHandling errorHandling) {
        return new MappingSpec(
                "6f1c2b1e-0000-4000-8000-000000000001", STREAM, FUNCTION, true, position, batching, errorHandling);
    }

    static Batching batchesOf(int size) {
        return new Batching(size, 0, 1, 0);
    }

    static Batch batch(FakeShard shard) {
        List<StreamRecord> records = shard.read(0, Integer.MAX_VALUE, Long.MAX_VALUE);
        return Batch.of(IntStream.range(0, records.size())
                .mapToObj(offset -> new BatchRecord(offset, records.get(offset)))
                .toList());
    }
}
