package dev.kinesislake.redrive.failed;

import dev.kinesislake.function.decode.Position;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A failed row's id: its position as it stands in keys. */
public final class RowId {

    static final String FORM = "(shardId-[0-9]+)-([0-9]+)(?:-([0-9]{1,18}))?";

    private static final Pattern ID = Pattern.compile(FORM);

    /** Positions of one shard as they stand in the stream. */
    public static final Comparator<Position> STREAM_ORDER = Comparator.comparing(
                    (Position position) -> new BigInteger(position.sequenceNumber()))
            .thenComparing(Position::subSequenceNumber, Comparator.nullsFirst(Comparator.naturalOrder()));

    private RowId() {}

    /** The position that an id names; empty where it's no id. */
    public static Optional<Position> parse(String id) {
        var parts = ID.matcher(id);
        return parts.matches()
                ? Optional.of(position(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    static Position position(String shardId, String sequenceNumber, @Nullable String sub) {
        return new Position(shardId, sequenceNumber, sub == null ? null : Long.valueOf(sub));
    }

    /** Whether a position is another one, or stands before it in the same shard. */
    public static boolean isUpTo(Position first, Position other) {
        return first.shardId().equals(other.shardId()) && STREAM_ORDER.compare(first, other) <= 0;
    }
}
