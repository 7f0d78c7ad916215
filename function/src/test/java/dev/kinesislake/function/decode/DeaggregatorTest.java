package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.kinesis.agg.AggRecord;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeaggregatorTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T11:33:31.123Z");

    @Test
    void takesApartWhatAwssAggregatorPutTogether() throws Exception {
        var aggregate = new AggRecord();
        aggregate.addUserRecord("user-1", null, "first".getBytes(UTF_8));
        aggregate.addUserRecord("user-2", "340282366920938463463374607431768211455", "second".getBytes(UTF_8));
        aggregate.addUserRecord("user-1", null, new byte[0]);

        var userRecords = Deaggregator.userRecords(record(aggregate.toRecordBytes()));

        assertThat(userRecords)
                .usingRecursiveComparison()
                .isEqualTo(List.of(user(0, "user-1", "first"), user(1, "user-2", "second"), user(2, "user-1", "")));
    }

    @Test
    void keepsARecordThatIsNoAggregateAsItIs() {
        var data = "{\"metadata\":{}}".getBytes(UTF_8);

        assertThat(Deaggregator.userRecords(record(data))).containsExactly(plain(data));
    }

    @Test
    void keepsWhatOnlyLooksLikeAnAggregateAsItIs() throws Exception {
        var aggregate = new AggRecord();
        aggregate.addUserRecord("user-1", null, "first".getBytes(UTF_8));
        var wrongDigest = aggregate.toRecordBytes();
        wrongDigest[wrongDigest.length - 1]++;
        var noRecords = withMagicAndDigest();
        var cutOff = withMagicAndDigest(0x0A, 0x7F, 'k');
        var noSuchPartitionKey = withMagicAndDigest(0x0A, 1, 'k', 0x1A, 4, 0x08, 7, 0x1A, 0);
        var endlessVarint = withMagicAndDigest(0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF);
        var group = withMagicAndDigest(0x0B);
        var magicAlone = Arrays.copyOf(noRecords, 4);

        for (var data : List.of(wrongDigest, noRecords, cutOff, noSuchPartitionKey, endlessVarint, group, magicAlone)) {
            assertThat(Deaggregator.userRecords(record(data))).containsExactly(plain(data));
        }
    }

    @Test
    void skipsFieldsThatItDoesNotKnow() throws Exception {
        var data = withMagicAndDigest(
                0x0A, 1, 'k', 0x4D, 1, 2, 3, 4, 0x49, 1, 2, 3, 4, 5, 6, 7, 8, // fixed32 and fixed64 fields
                0x1A, 9, 0x08, 0, 0x1A, 1, 'x', 0x22, 2, 0x0A, 0); // a record with a tag

        assertThat(Deaggregator.userRecords(record(data)))
                .usingRecursiveComparison()
                .isEqualTo(List.of(user(0, "k", "x")));
    }

    private static byte[] withMagicAndDigest(int... message) throws Exception {
        var bytes = new byte[4 + message.length + 16];
        System.arraycopy(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2}, 0, bytes, 0, 4);
        for (int i = 0; i < message.length; i++) {
            bytes[4 + i] = (byte) message[i];
        }
        var digest = MessageDigest.getInstance("MD5");
        digest.update(bytes, 4, message.length);
        System.arraycopy(digest.digest(), 0, bytes, 4 + message.length, 16);
        return bytes;
    }

    private static KinesisRecord record(byte[] data) {
        return new KinesisRecord("shardId-000000000001", "49", "aggregate", ARRIVAL, data);
    }

    private static UserRecord plain(byte[] data) {
        return new UserRecord(new Position("shardId-000000000001", "49", null), "aggregate", ARRIVAL, data);
    }

    private static UserRecord user(long subSequenceNumber, String partitionKey, String data) {
        var position = new Position("shardId-000000000001", "49", subSequenceNumber);
        return new UserRecord(position, partitionKey, ARRIVAL, data.getBytes(UTF_8));
    }
}
