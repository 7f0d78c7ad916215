package dev.kinesislake.lab.bench.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.store.Attempt;
import dev.kinesislake.function.store.PatientStore;
import dev.kinesislake.function.store.Provenance;
import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.function.store.StoreException;
import dev.kinesislake.function.store.StoredObject;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Sample;
import dev.kinesislake.lab.bench.work.Cpu;
import dev.kinesislake.lab.bench.work.S3Process;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** How soon a waiting object is stored once S3 answers again, and what it costs to wait. */
final class Recovery implements Part {

    private static final Duration TIME_LEFT = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public String about() {
        return "S3 refuses each request with status 503 for 1, 2, … 120 seconds; an invocation with 5 minutes left stores one object."
                + " Time is virtual, and requests take none, so that the waits between tries are all there is. CPU time is real.";
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        for (int longest : quick ? new int[] {10} : new int[] {10, 60, 120}) {
            var delays = new ArrayList<Double>();
            var requests = new ArrayList<Double>();
            for (int seconds = 1; seconds <= longest; seconds++) {
                var outage = new Outage(Duration.ofSeconds(seconds));
                delays.add(outage.sitOut().toNanos() / 1e9);
                requests.add((double) outage.refused);
            }
            var what = "outage of up to " + longest + " s: ";
            lines.lowerIsBetter(what + "from S3's first answer until it's stored", "s", Sample.of(delays));
            lines.lowerIsBetter(what + "requests in vain", "", Sample.of(requests));
        }
        var cpu = new ArrayList<Double>();
        var minute = new Outage(Duration.ofMinutes(1));
        for (int round = 0; round < (quick ? 1 : 11); round++) {
            long start = Cpu.nanoseconds();
            minute.refused = 0;
            for (int i = 0; i < 40; i++) {
                minute.sitOut();
            }
            cpu.add((Cpu.nanoseconds() - start) / 1e3 / minute.refused);
        }
        lines.figure("CPU a request in vain", "µs", Sample.of(cpu));
    }

    /** An S3 that refuses everything until its time has come. */
    private static final class Outage implements SdkHttpClient {

        private static final byte[] REFUSAL = "<Error><Code>ServiceUnavailable</Code></Error>".getBytes(UTF_8);

        private final Duration length;
        private long nanos;
        private int refused;
        private final PatientStore store = new PatientStore(
                S3ObjectStore.withoutWaits(this, S3Environment.nowhere()),
                () -> nanos,
                pause -> nanos += pause.toNanos());

        Outage(Duration length) {
            this.length = length;
        }

        /** Stores an object; returns how long that took after the outage's end. */
        Duration sitOut() throws StoreException {
            nanos = 0;
            var provenance = new Provenance(new Attempt(Instant.EPOCH, "request"), "", 1, "1");
            store.put(new StoredObject(S3Process.LAKE, "key", "text/plain", provenance, new byte[1_000]), TIME_LEFT);
            return Duration.ofNanos(nanos).minus(length);
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return nanos < length.toNanos() ? answer(503, REFUSAL) : answer(200, new byte[0]);
                }

                @Override
                public void abort() {}
            };
        }

        private HttpExecuteResponse answer(int status, byte[] body) {
            refused += status == 200 ? 0 : 1;
            return HttpExecuteResponse.builder()
                    .response(SdkHttpFullResponse.builder().statusCode(status).build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }

        @Override
        public void close() {}
    }
}
