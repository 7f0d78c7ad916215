package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.raw.ChangedObjectException;
import dev.kinesislake.table.raw.HourFolder;
import dev.kinesislake.table.raw.Inputs;
import dev.kinesislake.table.raw.RawHour;
import dev.kinesislake.table.raw.RawLake;
import dev.kinesislake.table.raw.RawObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The lake bucket of the simulated S3, as a sealer reads it. */
final class SimulatedRawLake implements RawLake {

    private final SimulatedS3 s3;
    private final SimulatedProcess process;
    private final Listener listener;

    /** Hears of lists. */
    interface Listener {
        void listed(SimulatedProcess process, Partition.OfEvents hour, List<RawObject> objects);
    }

    SimulatedRawLake(SimulatedS3 s3, SimulatedProcess process, Listener listener) {
        this.s3 = s3;
        this.process = process;
        this.listener = listener;
    }

    @Override
    public void hours(Instant since, Consumer<RawHour> each) {
        var hours = process.read(() -> s3.objects(Workbench.LAKE, LakeLayout.EVENTS_PREFIX).stream()
                .collect(Collectors.groupingBy(
                        object -> HourFolder.of(object.key()).orElseThrow(), LinkedHashMap::new, Collectors.toList())));
        hours.forEach((hour, objects) -> {
            if (!hour.hour().isBefore(since)) {
                var bytes = objects.stream().mapToLong(RawObject::bytes).sum();
                each.accept(new RawHour(hour, Inputs.of(objects), objects.size(), bytes, false));
            }
        });
    }

    @Override
    public List<RawObject> objects(Partition.OfEvents hour) {
        return process.read(() -> {
            var objects = s3.objects(Workbench.LAKE, hour.prefix());
            listener.listed(process, hour, objects);
            return objects;
        });
    }

    @Override
    public byte[] get(RawObject object) throws ChangedObjectException {
        var body = process.read(() -> Optional.ofNullable(s3.body(Workbench.LAKE, object)));
        return body.orElseThrow(() -> new ChangedObjectException(object.key()));
    }

    @Override
    public String erasures() {
        return process.read(
                () -> s3.objects(Workbench.LAKE, LakeLayout.ERASED_KEY).toString());
    }
}
