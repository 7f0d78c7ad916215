package dev.kinesislake.function.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.kinesis.clientlibrary.types.Messages.AggregatedRecord;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Whatever stands between an aggregate's magic bytes and its checksum, no byte of it is lost. */
class AnyAggregateTest {

    @Property
    void anAggregateIsTakenApartAsTheKinesisClientLibraryDoesOrStaysAsItIs(@ForAll("messages") byte[] message)
            throws TooLargeException {
        var record = Aggregates.record(Aggregates.of(message));

        var userRecords = Deaggregator.userRecords(record);

        var whole = List.of(Aggregates.whole(record));
        var isWhole = userRecords.equals(whole);
        if (!isWhole) {
            assertThat(userRecords).usingRecursiveComparison().isEqualTo(byTheClientLibrary(record, message));
        }
        Statistics.collect(isWhole ? "as it is" : "taken apart");
        Statistics.coverage(coverage -> {
            coverage.check("as it is").percentage(percent -> percent > 10);
            coverage.check("taken apart").percentage(percent -> percent > 10);
        });
    }

    private static @Nullable List<UserRecord> byTheClientLibrary(KinesisRecord record, byte[] message) {
        try {
            var aggregate = AggregatedRecord.parseFrom(message);
            return IntStream.range(0, aggregate.getRecordsCount())
                    .mapToObj(i -> new UserRecord(
                            new Position(record.shardId(), record.sequenceNumber(), (long) i),
                            aggregate.getPartitionKeyTable(
                                    (int) aggregate.getRecords(i).getPartitionKeyIndex()),
                            record.arrivalTime(),
                            aggregate.getRecords(i).getData().toByteArray()))
                    .toList();
        } catch (InvalidProtocolBufferException noAggregate) {
            return null;
        }
    }

    @Provide
    Arbitrary<byte[]> messages() {
        return Aggregates.anyMessage();
    }
}
