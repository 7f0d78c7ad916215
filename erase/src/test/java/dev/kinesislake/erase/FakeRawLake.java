package dev.kinesislake.erase;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.raw.ChangedObjectException;
import dev.kinesislake.table.raw.HourFolder;
import dev.kinesislake.table.raw.Inputs;
import dev.kinesislake.table.raw.RawHour;
import dev.kinesislake.table.raw.RawLake;
import dev.kinesislake.table.raw.RawObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What sealing reads of a bucket in memory. */
record FakeRawLake(FakeBucket bucket) implements RawLake {

    @Override
    public void hours(Instant since, Consumer<RawHour> each) {
        objects(LakeLayout.EVENTS_PREFIX).stream()
                .collect(Collectors.groupingBy(
                        object -> HourFolder.of(object.key()).orElseThrow()))
                .forEach((hour, objects) -> each.accept(new RawHour(
                        hour,
                        Inputs.of(objects),
                        objects.size(),
                        objects.stream().mapToLong(RawObject::bytes).sum(),
                        objects.stream().anyMatch(RawObject::isArchived))));
    }

    @Override
    public List<RawObject> objects(Partition.OfEvents hour) {
        return objects(hour.prefix());
    }

    private List<RawObject> objects(String prefix) {
        var objects = new ArrayList<RawObject>();
        for (var version : bucket.versions(prefix)) {
            if (version.isLatest() && !version.isMarker()) {
                objects.add(new RawObject(version.key(), version.etag(), version.bytes(), false));
            }
        }
        return objects;
    }

    @Override
    public byte[] get(RawObject object) throws ChangedObjectException {
        var content = bucket.latest().get(object.key());
        if (content == null) {
            throw new ChangedObjectException(object.key());
        }
        return content.body();
    }

    @Override
    public String erasures() {
        return "";
    }
}
