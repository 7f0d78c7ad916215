package dev.kinesislake.lab.bench.rivals;

import dev.kinesislake.function.store.StoredObject;
import dev.kinesislake.lab.bench.work.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** What our handler makes of batches. */
public final class OurObjects {

    private OurObjects() {}

    /** The objects of each batch; of two with one key, the last. */
    public static List<List<StoredObject>> of(Workload workload) throws IOException {
        var objects = new ConcurrentSkipListMap<String, StoredObject>();
        var handler = new Ours(workload, (object, atMost) -> objects.put(object.key(), object));
        var batches = new ArrayList<List<StoredObject>>();
        for (int batch = 0; batch < workload.invocations().size(); batch++) {
            handler.handle(batch);
            batches.add(List.copyOf(objects.values()));
            objects.clear();
        }
        return batches;
    }
}
