package dev.kinesislake.function.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.personal.PersonalKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailedNdjsonTest {

    @Test
    void writesAFailedRecordWithItsReasonAndItsExactBytes() throws IOException {
        var object =
                new FailedNdjson().encode(List.of(failed("{\"metadata\":7}", null), failed("\u00e9\"", 0L)), "attempt");

        assertThat(gunzip(object)).isEqualTo("""
                        {"reason":"missing-metadata","detail":"is a number, expected an object","path":"$.metadata","shardId":"shardId-000000000000","sequenceNumber":"495","partitionKey":"a \\"key\\"","arrivalTime":"2026-11-23T11:33:31.120Z","data":"eyJtZXRhZGF0YSI6N30="}
                        {"reason":"malformed-json","detail":"expected a value, found 0xC3 (byte 0)","path":"$","shardId":"shardId-000000000000","sequenceNumber":"495","subSequenceNumber":0,"partitionKey":"a \\"key\\"","arrivalTime":"2026-11-23T11:33:31.120Z","data":"w6ki"}
                        """);
    }

    @Test
    void givesTheSameBytesForTheSameRows() throws IOException {
        assertThat(new FailedNdjson().encode(List.of(failed("{", null)), "attempt"))
                .isEqualTo(new FailedNdjson().encode(List.of(failed("{", null)), "attempt"));
    }

    @Test
    @DisplayName("A row without data has its length and hash, and nothing else that the record says")
    void withoutData() throws IOException {
        var hmac = PersonalKeys.ofSecret("[\"" + "A".repeat(43) + "=\"]").hmac();
        var named = "{\"ann@example.com\":{\"userid\":[x";

        var object = new FailedNdjson(hmac).encode(List.of(failed(named, null), failed("[", 3L)), "attempt");

        assertThat(gunzip(object))
                .isEqualTo("""
                        {"reason":"malformed-json","path":"$.*.*[0]","shardId":"shardId-000000000000","sequenceNumber":"495","arrivalTime":"2026-11-23T11:33:31.120Z","dataLength":%d,"dataHash":"%s"}
                        {"reason":"malformed-json","path":"$[0]","shardId":"shardId-000000000000","sequenceNumber":"495","subSequenceNumber":3,"arrivalTime":"2026-11-23T11:33:31.120Z","dataLength":1,"dataHash":"%s"}
                        """.formatted(named.length(), hmac.of(named.getBytes(UTF_8)), hmac.of("[".getBytes(UTF_8))));
    }

    private static Decoded.Invalid failed(String data, @Nullable Long subSequenceNumber) {
        var position = new Position("shardId-000000000000", "495", subSequenceNumber);
        var arrival = Instant.parse("2026-11-23T11:33:31.120Z");
        return (Decoded.Invalid)
                new EventDecoder(Set.of()).decode(new UserRecord(position, "a \"key\"", arrival, data.getBytes(UTF_8)));
    }

    private static String gunzip(byte[] object) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(object))) {
            return new String(gzip.readAllBytes(), UTF_8);
        }
    }
}
