package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvocationBufferTest {

    private final InvocationBuffer buffer = new InvocationBuffer();

    @Test
    void readsInvocationsOfAnyLengthOneAfterTheOther() throws IOException {
        for (int length : List.of(100_000, 3, 0, 1_000_000, 30)) {
            assertThat(data(buffer.read(stream(invocation("x".repeat(length)))).records()))
                    .containsExactly("x".repeat(length));
        }
    }

    @Test
    void takesNothingFromTheInvocationBefore() throws IOException {
        var whole = invocation("a longer record");
        buffer.read(stream(whole));

        for (int length = 0; length < whole.length(); length++) {
            var cut = whole.substring(0, length);
            assertThatThrownBy(() -> buffer.read(stream(cut))).as(cut).isInstanceOf(IOException.class);
        }
    }

    @Test
    void recordsOutliveTheNextInvocation() throws IOException {
        var first = buffer.read(stream(invocation("first"))).records();
        buffer.read(stream(invocation("other")));

        assertThat(data(first)).containsExactly("first");
        assertThat(first.get(0).shardId()).isEqualTo("shardId-000000000000");
        assertThat(first.get(0).sequenceNumber()).isEqualTo("495");
    }

    @Test
    void readsWhatComesInPieces() throws IOException {
        var bytes = invocation("in pieces").getBytes(UTF_8);
        var slow = new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[at++] : -1;
            }

            @Override
            public int read(byte[] to, int start, int length) {
                int next = read();
                if (next < 0) {
                    return -1;
                }
                to[start] = (byte) next;
                return 1;
            }
        };

        assertThat(data(buffer.read(slow).records())).containsExactly("in pieces");
    }

    private static List<String> data(List<KinesisRecord> records) {
        var data = new ArrayList<String>();
        records.forEach(record -> data.add(new String(record.data(), UTF_8)));
        return data;
    }

    private static InputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(UTF_8));
    }

    private static String invocation(String data) {
        return "{\"Records\":[{\"eventSourceARN\":\"arn:s\",\"eventID\":\"shardId-000000000000:495\",\"kinesis\":{\"partitionKey\":\"k\",\"sequenceNumber\":\"495\","
                + "\"approximateArrivalTimestamp\":1545084650.987,\"data\":\""
                + Base64.getEncoder().encodeToString(data.getBytes(UTF_8))
                + "\"}}]}";
    }
}
