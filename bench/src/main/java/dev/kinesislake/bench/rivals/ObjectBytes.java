package dev.kinesislake.bench.rivals;

import dev.kinesislake.bench.work.Workload;
import dev.kinesislake.function.config.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.GZIPInputStream;

/** What is inside the objects that our handler makes of batches, before compression. */
public final class ObjectBytes {

    private ObjectBytes() {}

    /** The objects of each batch; of two with one key, the last. */
    public static List<List<byte[]>> of(Workload workload) throws IOException {
        var compressed = new ConcurrentSkipListMap<String, byte[]>();
        var handler =
                new Ours(workload, Format.NDJSON, (object, atMost) -> compressed.put(object.key(), object.body()));
        var batches = new ArrayList<List<byte[]>>();
        for (int batch = 0; batch < workload.invocations().size(); batch++) {
            handler.handle(batch);
            var objects = new ArrayList<byte[]>();
            for (var each : compressed.values()) {
                try (var gzip = new GZIPInputStream(new ByteArrayInputStream(each))) {
                    objects.add(gzip.readAllBytes());
                }
            }
            compressed.clear();
            batches.add(objects);
        }
        return batches;
    }
}
