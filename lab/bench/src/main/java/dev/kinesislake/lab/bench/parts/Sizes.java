package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Sample;
import dev.kinesislake.lab.bench.rivals.Ours;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.NoNetwork;
import dev.kinesislake.lab.bench.work.Workload;
import java.io.IOException;
import java.nio.file.Path;

/** What ends up in the lake: requests and bytes. */
final class Sizes implements Part {

    private static final int RECORDS = 3_500;

    @Override
    public String name() {
        return "sizes";
    }

    @Override
    public String about() {
        return "PUT requests and bytes, of batches of 3,500 records, which is where events of 1 KB reach Lambda's 6 MB. The handlers that"
                + " store each event by itself need 1,000,000 PUTs for a million. These counts are exact.";
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        int batches = quick ? 1 : 10;
        var few = Workload.of(EventKind.PLAIN, batches, RECORDS);
        var many = Workload.of(EventKind.PLAIN.withSections(100), batches, RECORDS);
        lines.figure("an event as sent, compact", "B", Sample.of((double) few.bytes() / few.size()));
        ours("ours, 3 sections", few, lines);
        ours("ours, 100 sections", many, lines);
    }

    private static void ours(String label, Workload workload, Lines lines) throws IOException {
        var http = new NoNetwork();
        var ours = new Ours(workload, S3ObjectStore.over(http, S3Environment.nowhere()));
        for (int batch = 0; batch < workload.invocations().size(); batch++) {
            ours.handle(batch);
        }
        lines.lowerIsBetter(label + ", PUTs a million events", "", Sample.of(http.requests() * 1e6 / workload.size()));
        lines.lowerIsBetter(label + ", an event", "B", Sample.of((double) http.bytes() / workload.size()));
    }
}
