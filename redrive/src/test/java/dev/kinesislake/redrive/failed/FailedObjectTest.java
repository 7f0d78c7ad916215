package dev.kinesislake.redrive.failed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.function.personal.PersonalKeys;
import dev.kinesislake.redrive.RedriveException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailedObjectTest {

    private static final String ROW = "{\"reason\":\"not-utf8\",\"detail\":\"d\",\"shardId\":\"shardId-000000000000\","
            + "\"sequenceNumber\":\"7\",\"partitionKey\":\"k\",\"arrivalTime\":\"2026-11-23T11:33:31.123Z\",\"data\":\"/w==\"}\n";

    @Test
    void rowsAreReadOneByOne() throws IOException {
        var object = FailedObject.open("k", gzip(ROW.repeat(2)));

        assertThat(object.next()).isNotNull();
        assertThat(object.next()).isNotNull();
        assertThat(object.next()).isNull();
    }

    @Test
    @DisplayName("Of a truncated object no row is read, not even an intact one")
    void truncated() throws IOException {
        var object = gzip(ROW);

        assertThatThrownBy(() -> FailedObject.open("k", Arrays.copyOf(object, object.length - 4)))
                .isInstanceOf(RedriveException.class)
                .hasMessageStartingWith("object k can't be read: ");
        assertThatThrownBy(() -> FailedObject.open("k", new byte[] {1, 2, 3})).isInstanceOf(RedriveException.class);
    }

    @Test
    @DisplayName("An object that grows beyond the limits isn't read")
    void exploding() throws IOException {
        var rows = gzip(ROW.repeat(100));
        var zeros = gzip(new String(new byte[33 << 20], UTF_8));

        assertThatThrownBy(() -> FailedObject.open("k", rows, 1000, 1000))
                .hasMessage("object k is larger than 1000 bytes when decompressed, and isn't read");
        assertThatThrownBy(() -> FailedObject.open("k", zeros))
                .hasMessage("object k has a row of more than 33554432 bytes, and isn't read");
    }

    @Test
    @DisplayName("A row without data is read with its data's length and hash")
    void withoutData() throws IOException {
        var hmac = PersonalKeys.create(new SecureRandom()).hmac();
        var data = "ann".getBytes(UTF_8);
        var position = new Position("shardId-000000000000", "7", null);
        var failed = new Decoded.Invalid(
                new UserRecord(position, "key of ann", Instant.EPOCH, data), Reason.NOT_AN_OBJECT, "quotes ann", "$");

        var row = requireNonNull(FailedObject.open("k", new FailedNdjson(hmac).encode(List.of(failed), "attempt"))
                .next());

        assertThat(row.hasData()).isFalse();
        assertThat(row.record().position()).isEqualTo(position);
        assertThat(row.detail()).isEqualTo("3 bytes, which the stack doesn't keep; their hash is " + hmac.of(data));
        assertThat(Blurred.detail(row.reason(), row.detail()))
                .isEqualTo("N bytes, which the stack doesn't keep; their hash is …");
    }

    @Test
    void aLineThatIsNoRowIsNamed() throws IOException {
        var object = FailedObject.open("k", gzip(ROW + "{}\n"));

        assertThat(object.next()).isNotNull();
        assertThatThrownBy(object::next).hasMessage("object k, line 2: is no failed row");
    }

    private static byte[] gzip(String text) throws IOException {
        var object = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(object)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return object.toByteArray();
    }
}
