package dev.kinesislake.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.raw.ChangedObjectException;
import dev.kinesislake.table.raw.HourFolder;
import dev.kinesislake.table.raw.Inputs;
import dev.kinesislake.table.raw.RawHour;
import dev.kinesislake.table.raw.RawLake;
import dev.kinesislake.table.raw.RawObject;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The lake bucket in memory, with objects as the consumer stores them. */
final class FakeLake implements RawLake {

    private static final String SHARD = "shardId-000000000000";

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Stored(byte[] bytes, String etag, boolean isArchived) {}

    private final TreeMap<String, Stored> objects = new TreeMap<>();

    /** Of the payload's type. */
    EventParquet parquet = new EventParquet();

    /** What events have in their payload behind the user, such as {@code ,"discount":1.5}. */
    String more = "";

    private int etags;

    /** What erasing changes. */
    String erasures = "";

    /** Runs whenever an object is read, after it was listed. */
    Consumer<RawObject> whenRead = object -> {};

    /** Runs whenever an hour was listed, before anybody gets the list. */
    Runnable whenListed = () -> {};

    /** Hears from when on hours are listed. */
    Consumer<Instant> whenHoursListed = since -> {};

    /** A row: its number in the shard, and who has sent it; empty for nobody. */
    record Row(int number, String userid) {}

    /** Stores an object of one section and hour; returns its key. */
    synchronized String store(String section, Instant arrival, Instant attempt, Row... rows) {
        var decoder = new EventDecoder(Set.of());
        var events = new ArrayList<Decoded.Valid>();
        for (var row : rows) {
            var user = row.userid().isEmpty() ? "" : "\"userid\":\"" + row.userid() + "\"" + more;
            var json = "{\"metadata\":{\"uuid\":\"u\",\"section\":\"%s\"},\"payload\":{%s},\"attempt\":\"%s\"}"
                    .formatted(section, user, attempt);
            events.add((Decoded.Valid)
                    decoder.decode(new UserRecord(position(row), "key", arrival, json.getBytes(UTF_8))));
        }
        var key = LakeLayout.key(LakeLayout.lakePrefix(section, arrival), position(rows[0]), ".parquet");
        try {
            put(key, parquet.encode(events, attempt + " a-request"));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return key;
    }

    synchronized void put(String key, byte[] bytes) {
        objects.put(key, new Stored(bytes, "\"" + ++etags + "\"", false));
    }

    synchronized void delete(String key) {
        objects.remove(key);
    }

    synchronized void archive(String key) {
        objects.computeIfPresent(key, (k, stored) -> new Stored(stored.bytes, stored.etag, true));
    }

    private static Position position(Row row) {
        return new Position(SHARD, "49500000000000%06d".formatted(row.number()), null);
    }

    @Override
    public synchronized void hours(Instant since, Consumer<RawHour> each) {
        whenHoursListed.accept(since);
        var hours = new LinkedHashMap<Partition.OfEvents, List<RawObject>>();
        objects.keySet()
                .forEach(key -> hours.computeIfAbsent(HourFolder.of(key).orElseThrow(), hour -> new ArrayList<>())
                        .add(listed(key)));
        hours.forEach((hour, listed) -> {
            if (!hour.hour().isBefore(since)) {
                each.accept(new RawHour(
                        hour,
                        Inputs.of(listed),
                        listed.size(),
                        listed.stream().mapToLong(RawObject::bytes).sum(),
                        listed.stream().anyMatch(RawObject::isArchived)));
            }
        });
    }

    @Override
    public List<RawObject> objects(Partition.OfEvents hour) {
        var listed = list(hour.prefix());
        whenListed.run();
        return listed;
    }

    private synchronized List<RawObject> list(String prefix) {
        return objects.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(this::listed)
                .toList();
    }

    /** Moves an object into another section's or hour's folder. */
    synchronized void move(String key, Partition.OfEvents to) {
        var stored = Objects.requireNonNull(objects.remove(key));
        objects.put(to.prefix() + key.substring(key.lastIndexOf('/') + 1), stored);
    }

    private RawObject listed(String key) {
        var stored = Objects.requireNonNull(objects.get(key));
        return new RawObject(key, stored.etag, stored.bytes.length, stored.isArchived);
    }

    @Override
    public byte[] get(RawObject object) throws ChangedObjectException {
        whenRead.accept(object);
        synchronized (this) {
            var stored = objects.get(object.key());
            if (stored == null || !stored.etag.equals(object.etag())) {
                throw new ChangedObjectException(object.key());
            }
            return Arrays.copyOf(stored.bytes, stored.bytes.length);
        }
    }

    @Override
    public String erasures() {
        return erasures;
    }

    static Partition.OfEvents hour(String section, Instant arrival) {
        return new Partition.OfEvents(section, arrival.truncatedTo(ChronoUnit.HOURS));
    }
}
