package dev.kinesislake.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import java.time.Instant;
import java.util.Set;

/** Rows as the consumer decodes them. */
final class Rows {

    private Rows() {}

    static Decoded.Valid event(String section, Position position, Instant arrival) {
        return (Decoded.Valid) decode(
                "{\"metadata\":{\"section\":\"" + section + "\",\"uuid\":\"u\"},\"payload\":{\"userid\":\"7\"}}",
                position,
                arrival);
    }

    static Decoded.Invalid failed(String record, Position position, Instant arrival) {
        return (Decoded.Invalid) decode(record, position, arrival);
    }

    private static Decoded decode(String record, Position position, Instant arrival) {
        return new EventDecoder(Set.of()).decode(new UserRecord(position, "key", arrival, record.getBytes(UTF_8)));
    }
}
