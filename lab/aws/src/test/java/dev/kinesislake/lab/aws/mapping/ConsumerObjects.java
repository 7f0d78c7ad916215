package dev.kinesislake.lab.aws.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.InvocationReader;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.PartitionedBatch;
import dev.kinesislake.lab.aws.lambda.Invoker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The consumer's own decoding and partitioning. Of its objects it keeps the keys. */
final class ConsumerObjects implements Invoker {

    private final InstantSource clock;
    private final RecordDecoder decoder = new RecordDecoder(Set.of());
    private final Set<String> keys = new TreeSet<>();
    private final List<Instant> invocations = new ArrayList<>();

    ConsumerObjects(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Set<String> keys() {
        return Set.copyOf(keys);
    }

    /** When it was invoked. */
    synchronized List<Instant> invocations() {
        return List.copyOf(invocations);
    }

    @Override
    public synchronized Outcome invoke(byte[] event) {
        invocations.add(clock.instant());
        var decoded = new ArrayList<Decoded>();
        try {
            for (var record :
                    InvocationReader.read(new ByteArrayInputStream(event)).records()) {
                decoded.addAll(decoder.decode(record).rows());
            }
        } catch (IOException noBatch) {
            throw new UncheckedIOException(noBatch);
        }
        PartitionedBatch.of(decoded)
                .events()
                .forEach((partition, rows) -> keys.add(
                        LakeLayout.key(partition.prefix(), rows.get(0).record().position(), ".parquet")));
        return new Returned("request", "{\"batchItemFailures\":[]}".getBytes(UTF_8));
    }
}
