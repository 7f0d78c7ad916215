package dev.kinesislake.erase;

import com.squareup.moshi.JsonWriter;
import dev.kinesislake.erase.bucket.VersionedBucket;
import dev.kinesislake.erase.clean.DiscardedBatch;
import dev.kinesislake.erase.clean.FailedRowsObject;
import dev.kinesislake.erase.clean.LakeObject;
import dev.kinesislake.erase.clean.Sought;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.lake.LakeRow;
import dev.kinesislake.redrive.send.InParallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import okio.Buffer;

/**
 * Finds what a stack stores about people: in the lake, the table, failed rows and discarded batches, old versions of objects included.
 *
 * @param parallel how many objects are looked into at the same time
 */
public record Finder(
        VersionedBucket lake, VersionedBucket failed, TableCleaner table, EraseListener listener, int parallel) {

    /**
     * What was found.
     *
     * @param left how many objects can't be looked into
     */
    public record Result(Counts found, int left) {}

    /**
     * Finds.
     *
     * @param each takes each row, from one thread at a time
     */
    public Result find(People people, Consumer<FoundRow> each) throws InterruptedException {
        var sought = Sought.ofAnyTime(people.search());
        var found = new Counts();
        Consumer<FoundRow> oneByOne = row -> {
            synchronized (found) {
                each.accept(row);
            }
        };
        var looks = List.of(
                new Look(
                        lake,
                        Place.LAKE,
                        LakeLayout.EVENTS_PREFIX,
                        (version, content) -> {
                            var rows = new Rows(Place.LAKE, version.key(), found, oneByOne);
                            LakeObject.rows(content.body(), sought, row -> rows.add(json(row)));
                            return rows.isEmpty();
                        },
                        listener),
                new Look(
                        failed,
                        Place.FAILED,
                        LakeLayout.FAILED_PREFIX,
                        (version, content) -> {
                            var rows = new Rows(Place.FAILED, version.key(), found, oneByOne);
                            FailedRowsObject.rows(version.key(), content.body(), sought, rows::add);
                            return rows.isEmpty();
                        },
                        listener),
                new Look(
                        failed,
                        Place.BATCHES,
                        LakeLayout.UNPROCESSED_PREFIX,
                        (version, content) -> {
                            var rows = new Rows(Place.BATCHES, version.key(), found, oneByOne);
                            DiscardedBatch.rows(
                                    version.key(), content.body(), sought, row -> rows.add(json(row.record())));
                            return rows.isEmpty();
                        },
                        listener));
        int left = 0;
        try (var pool = new InParallel(parallel)) {
            for (var look : looks) {
                left += look.run(pool);
            }
        }
        var tableRows = new HashMap<String, Rows>();
        table.find(people, (file, row) -> tableRows
                .computeIfAbsent(file, location -> new Rows(Place.TABLE, location, found, oneByOne))
                .add(json(row)));
        return new Result(found, left);
    }

    /** The rows that are found in an object. */
    private static final class Rows {

        private final Place place;
        private final String key;
        private final Counts counts;
        private final Consumer<FoundRow> each;
        private boolean isEmpty = true;

        Rows(Place place, String key, Counts counts, Consumer<FoundRow> each) {
            this.place = place;
            this.key = key;
            this.counts = counts;
            this.each = each;
        }

        void add(String json) {
            counts.addRow(place, isEmpty);
            isEmpty = false;
            each.accept(new FoundRow(place, key, json));
        }

        boolean isEmpty() {
            return isEmpty;
        }
    }

    private static String json(LakeRow row) {
        return json(json -> {
            json.name("position").value(row.position().inKey());
            json.name("arrivalTime").value(row.arrival().toString());
            json.name("event").value(new Buffer().writeUtf8(row.event()));
        });
    }

    private static String json(UserRecord record) {
        return json(json -> {
            json.name("position").value(record.position().inKey());
            json.name("arrivalTime").value(record.arrivalTime().toString());
            json.name("partitionKey").value(record.partitionKey());
            json.name("data").value(Base64.getEncoder().encodeToString(record.data()));
        });
    }

    @FunctionalInterface
    private interface Members {
        void write(JsonWriter json) throws IOException;
    }

    private static String json(Members members) {
        var text = new Buffer();
        try (var json = JsonWriter.of(text)) {
            json.beginObject();
            members.write(json);
            json.endObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return text.readUtf8();
    }
}
