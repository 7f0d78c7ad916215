package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import java.time.Instant;
import java.util.Set;

/**
 * A row of the lake.
 *
 * @param event its JSON without insignificant white space
 */
public record LakeRow(Position position, Instant arrival, String event) {

    /** What a row says is as valid as when it was stored, whatever sections a stack lists by now. */
    private static final EventDecoder DECODER = new EventDecoder(Set.of());

    /** The row as the consumer decodes it. Its partition key isn't stored. */
    public Decoded decoded() {
        return DECODER.decode(new UserRecord(position, "", arrival, event.getBytes(UTF_8)));
    }
}
