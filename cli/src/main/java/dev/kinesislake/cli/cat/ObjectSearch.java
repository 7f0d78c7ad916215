package dev.kinesislake.cli.cat;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.FolderBucket;
import dev.kinesislake.redrive.failed.RowId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects that may hold the rows asked for.
 *
 * @param root the prefix of the bucket's rows
 * @param folder of the only section, with a slash at its end; null for all folders below the root
 * @param hour its first instant; null for all hours
 * @param position of the only row. Without a sub-sequence number, it's all rows of that Kinesis record. Null for all rows
 */
record ObjectSearch(
        FolderBucket bucket,
        String root,
        @Nullable String folder,
        @Nullable Instant hour,
        @Nullable Position position) {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern BELOW_FOLDER = Pattern.compile("dt=([^/]+)/hour=([^/]+)/([^/.]+)\\.[^/]+");

    /** An object's key, and what the key says. */
    private record Found(String key, Instant hour, Position first) {}

    /**
     * Parses an hour (UTC) such as {@code 2026-11-24T07}.
     *
     * @throws DateTimeException if the text isn't an hour
     */
    static Instant hour(String text) {
        return LocalDateTime.parse(text, HOUR).toInstant(ZoneOffset.UTC);
    }

    /** The objects' keys: by section or reason, then in order; for a position, the likeliest object of a section or reason first. */
    Stream<String> keys() {
        return stream(folder == null ? bucket.folders(root) : List.of(folder))
                .flatMap(in -> position == null ? objects(in, "") : nearest(in, position))
                .map(Found::key);
    }

    /**
     * The objects of one folder that can hold a position. Sequence numbers of a shard grow with time, so a position is in the last hour
     * that has an object whose first row isn't behind it, or, since arrival times are approximate, in the hour before.
     */
    private Stream<Found> nearest(String in, Position position) {
        var latestFirst = new ArrayDeque<Found>();
        objects(in, position.shardId() + "-")
                .filter(object -> mayHold(object.first(), position))
                .forEach(object -> {
                    latestFirst.addFirst(object);
                    var before = object.hour().minus(Duration.ofHours(1));
                    latestFirst.removeIf(earlier -> earlier.hour().isBefore(before));
                });
        return latestFirst.stream();
    }

    /** By sequence number alone: the first row of a Kinesis record in this folder may be any of that record's. */
    private static boolean mayHold(Position first, Position position) {
        return RowId.isUpTo(new Position(first.shardId(), first.sequenceNumber(), null), position);
    }

    private Stream<Found> objects(String in, String name) {
        var prefix = hour == null ? in : in + LakeLayout.hourFolder(hour) + name;
        return stream(bucket.list(prefix)).flatMap(object -> parse(in, object.key()).stream());
    }

    /** Empty for an object that the consumer didn't write. */
    private static Optional<Found> parse(String in, String key) {
        var parts = BELOW_FOLDER.matcher(key).region(in.length(), key.length());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var hour = hour(parts.group(1) + "T" + parts.group(2));
            return RowId.parse(parts.group(3)).map(first -> new Found(key, hour, first));
        } catch (DateTimeException noHour) {
            return Optional.empty();
        }
    }

    private static <T> Stream<T> stream(Iterable<T> walked) {
        return StreamSupport.stream(walked.spliterator(), false);
    }
}
