package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.kinesis.agg.AggRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeaggregatorTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T11:33:31.123Z");

    @Test
    void takesApartWhatAwssAggregatorPutTogether() throws Exception {
        var aggregate = new AggRecord();
        aggregate.addUserRecord("user-1", null, "first".getBytes(UTF_8));
        aggregate.addUserRecord("user-2", "340282366920938463463374607431768211455", "second".getBytes(UTF_8));
        aggregate.addUserRecord("user-1", null, new byte[0]);

        var userRecords = Deaggregator.userRecords(Aggregates.record(aggregate.toRecordBytes()));

        assertThat(userRecords)
                .usingRecursiveComparison()
                .isEqualTo(List.of(user(0, "user-1", "first"), user(1, "user-2", "second"), user(2, "user-1", "")));
    }

    @Test
    void keepsARecordThatIsNoAggregateAsItIs() throws Exception {
        var data = "{\"metadata\":{}}".getBytes(UTF_8);

        var record = Aggregates.record(data);

        assertThat(Deaggregator.userRecords(record)).containsExactly(Aggregates.whole(record));
    }

    @Test
    void keepsWhatOnlyLooksLikeAnAggregateAsItIs() throws Exception {
        var aggregate = new AggRecord();
        aggregate.addUserRecord("user-1", null, "first".getBytes(UTF_8));
        var wrongDigest = aggregate.toRecordBytes();
        wrongDigest[wrongDigest.length - 1]++;
        var noRecords = aggregate();
        var cutOff = aggregate(0x0A, 0x7F, 'k');
        var noSuchPartitionKey = aggregate(0x0A, 1, 'k', 0x1A, 4, 0x08, 7, 0x1A, 0);
        var endlessVarint = aggregate(0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF);
        var group = aggregate(0x0B);
        var hugeLength = aggregate(0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 'k');
        var negativeLength = aggregate(0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 'k');
        var noData = aggregate(0x0A, 1, 'k', 0x1A, 2, 0x08, 0);
        var noPartitionKey = aggregate(0x0A, 1, 'k', 0x1A, 2, 0x1A, 0);
        var magicAlone = Arrays.copyOf(noRecords, 4);

        for (var data : List.of(
                wrongDigest,
                noRecords,
                cutOff,
                noSuchPartitionKey,
                endlessVarint,
                group,
                hugeLength,
                negativeLength,
                noData,
                noPartitionKey,
                magicAlone)) {
            var record = Aggregates.record(data);

            assertThat(Deaggregator.userRecords(record)).containsExactly(Aggregates.whole(record));
        }
    }

    @ParameterizedTest
    @MethodSource("withinTheBounds")
    void takesApartAnAggregateWithinTheBounds(List<String> keys, int userRecords) throws Exception {
        var record = Aggregates.record(Aggregates.of(Aggregates.ofEmptyRecords(keys, userRecords)));

        assertThat(Deaggregator.userRecords(record))
                .hasSize(userRecords)
                .extracting(UserRecord::partitionKey)
                .containsOnly(keys.get(0));
    }

    static Stream<Arguments> withinTheBounds() {
        return Stream.of(
                Arguments.of(List.of("k".repeat(256)), 10_000),
                Arguments.of(List.of("\ud83d\uded2".repeat(256)), 1),
                Arguments.of(Collections.nCopies(10_000, "k"), 1),
                Arguments.of(List.of(""), 1));
    }

    @ParameterizedTest
    @MethodSource("beyondTheBounds")
    void anAggregateBeyondTheBoundsIsOneFailedRow(List<String> keys, int userRecords, String detail) {
        var record = Aggregates.record(Aggregates.of(Aggregates.ofEmptyRecords(keys, userRecords)));

        var whole = Aggregates.whole(record);
        assertThat(new RecordDecoder(Set.of()).decode(record).rows())
                .containsExactly(new Decoded.Invalid(whole, Reason.TOO_LARGE, detail, null));
    }

    static Stream<Arguments> beyondTheBounds() {
        var key = "is an aggregate with a partition key of %d bytes, allowed are 256 characters";
        var count = "is an aggregate of more %s than 10000";
        return Stream.of(
                Arguments.of(List.of("k".repeat(20_000)), 100_000, key.formatted(20_000)),
                Arguments.of(List.of("k".repeat(257)), 1, key.formatted(257)),
                Arguments.of(List.of("\ud83d\uded2".repeat(257)), 1, key.formatted(1_028)),
                Arguments.of(List.of("k", "\u00e9".repeat(257)), 1, key.formatted(514)),
                Arguments.of(List.of("k"), 10_001, count.formatted("user records")),
                Arguments.of(Collections.nCopies(10_001, "k"), 1, count.formatted("partition keys")));
    }

    @Test
    void anAggregateBeyondTheBoundsInsideAnotherIsNotTakenApart() throws Exception {
        var inner = Aggregates.of(Aggregates.ofEmptyRecords(List.of("k".repeat(257)), 1));
        var outer = new AggRecord();
        outer.addUserRecord("user-1", null, inner);

        var userRecord = Deaggregator.userRecords(Aggregates.record(outer.toRecordBytes()))
                .get(0);

        assertThat(new EventDecoder(Set.of()).decode(userRecord))
                .isEqualTo(new Decoded.Invalid(userRecord, Reason.NOT_UTF8, "byte 0 is not valid UTF-8", null));
    }

    @Test
    void skipsFieldsThatItDoesNotKnow() throws Exception {
        var data = aggregate(
                0x0A, 1, 'k', 0x4D, 1, 2, 3, 4, 0x49, 1, 2, 3, 4, 5, 6, 7, 8, // fixed32 and fixed64 fields
                0x1A, 9, 0x08, 0, 0x1A, 1, 'x', 0x22, 2, 0x0A, 0); // a record with a tag

        assertThat(Deaggregator.userRecords(Aggregates.record(data)))
                .usingRecursiveComparison()
                .isEqualTo(List.of(user(0, "k", "x")));
    }

    private static byte[] aggregate(int... message) {
        var bytes = new byte[message.length];
        for (int i = 0; i < message.length; i++) {
            bytes[i] = (byte) message[i];
        }
        return Aggregates.of(bytes);
    }

    @Test
    void anAggregateInsideAnAggregateIsARecordAsItIs() throws Exception {
        var inner = aggregate(0x0A, 1, 'k', 0x1A, 5, 0x08, 0, 0x1A, 1, 'x');
        var outer = new AggRecord();
        outer.addUserRecord("user-1", null, inner);

        assertThat(Deaggregator.userRecords(Aggregates.record(outer.toRecordBytes())))
                .extracting(UserRecord::data)
                .containsExactly(inner);
    }

    private static UserRecord user(long subSequenceNumber, String partitionKey, String data) {
        var position = new Position("shardId-000000000001", "49", subSequenceNumber);
        return new UserRecord(position, partitionKey, ARRIVAL, data.getBytes(UTF_8));
    }
}
