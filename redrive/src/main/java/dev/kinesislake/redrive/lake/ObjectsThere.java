package dev.kinesislake.redrive.lake;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.redrive.Bucket;
import dev.kinesislake.redrive.Bucket.Listed;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.failed.FailedObject;
import dev.kinesislake.redrive.failed.RowId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads which rows stand in which objects of the two buckets, without those of people who are erased. */
final class ObjectsThere {

    private final Bucket lake;
    private final Bucket failed;
    private final ErasedRows erased;
    private final Map<String, List<Listed>> lists = new HashMap<>();
    private final Map<String, Content> contents = new HashMap<>();
    private final Map<String, Reach> reaches = new HashMap<>();

    ObjectsThere(Bucket lake, Bucket failed, ErasedRows erased) {
        this.lake = lake;
        this.failed = failed;
        this.erased = erased;
    }

    /** How far an object reaches: one that doesn't reach far enough is read once, and not again with each look. */
    private record Reach(Instant storedAt, Position last) {}

    /** What an object holds. */
    private record Content(Set<Position> rows, Optional<Instant> attemptStart) {}

    /** Begins to look anew: until the next time, nothing is listed or read twice. */
    void lookAnew() {
        lists.clear();
        contents.clear();
    }

    /**
     * The objects of a folder that reach from one position of a shard, or from before it, to the other one or behind it.
     *
     * @param inLake whether it's a folder of the lake bucket
     */
    List<ObjectThere> between(boolean inLake, String folder, Position from, Position to) {
        var bucket = inLake ? lake : failed;
        var objects = new ArrayList<ObjectThere>();
        for (var listed : lists.computeIfAbsent(folder + from.shardId() + "-", prefix -> list(bucket, prefix))) {
            var name = name(listed.key(), folder);
            if (name.isPresent() && RowId.STREAM_ORDER.compare(name.get(), to) <= 0 && mayReach(listed, from)) {
                var content = contents.computeIfAbsent(listed.key(), key -> read(inLake, bucket, listed));
                objects.add(new ObjectThere(name.get(), content.rows(), content.attemptStart()));
            }
        }
        return objects;
    }

    private static List<Listed> list(Bucket bucket, String prefix) {
        var listed = new ArrayList<Listed>();
        bucket.list(prefix).forEach(listed::add);
        return listed;
    }

    private static Optional<Position> name(String key, String folder) {
        int end = key.indexOf('.', folder.length());
        return end < 0 ? Optional.empty() : RowId.parse(key.substring(folder.length(), end));
    }

    private boolean mayReach(Listed object, Position from) {
        var reach = reaches.get(object.key());
        return reach == null
                || !reach.storedAt().equals(object.storedAt())
                || RowId.STREAM_ORDER.compare(reach.last(), from) >= 0;
    }

    private Content read(boolean inLake, Bucket bucket, Listed object) {
        var body = bucket.get(object.key());
        var positions = inLake ? lakeRows(object.key(), body) : failedRows(object.key(), body);
        positions.stream()
                .max(RowId.STREAM_ORDER)
                .ifPresent(last -> reaches.put(object.key(), new Reach(object.storedAt(), last)));
        try {
            return new Content(positions, AttemptOfObject.start(object.key(), body));
        } catch (IOException damaged) {
            throw unreadable(object.key(), damaged);
        }
    }

    private static RedriveException unreadable(String key, IOException damaged) {
        return new RedriveException("object " + key + " can't be read: " + damaged.getMessage(), damaged);
    }

    private Set<Position> lakeRows(String key, byte[] body) {
        var positions = new LinkedHashSet<Position>();
        try {
            if (key.endsWith(ParquetLakeRows.SUFFIX)) {
                ParquetLakeRows.read(body, row -> {
                    if (!erased.include(row)) {
                        positions.add(row.position());
                    }
                });
            } else if (key.endsWith(NdjsonLakeRows.SUFFIX)) {
                positions.addAll(NdjsonLakeRows.positions(body));
            } else {
                throw new RedriveException("object " + key + " is neither .parquet nor .ndjson.gz");
            }
        } catch (IOException damaged) {
            throw unreadable(key, damaged);
        }
        return positions;
    }

    private Set<Position> failedRows(String key, byte[] body) {
        var positions = new LinkedHashSet<Position>();
        FailedObject.open(key, body).forEach(row -> {
            if (!erased.include(row)) {
                positions.add(row.record().position());
            }
        });
        return positions;
    }
}
