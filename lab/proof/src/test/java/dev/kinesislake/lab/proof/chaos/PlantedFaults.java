package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinesislake.function.Capacity;
import dev.kinesislake.function.decode.KinesisBatch;
import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.ParallelPuts;
import dev.kinesislake.function.store.StoreException;
import dev.kinesislake.function.store.StoredObject;
import dev.kinesislake.lab.proof.chaos.InProcessHttp.Requests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.parquet.example.data.Group;

/** Consumers that are broken on purpose, each in one way that loses, doubles or changes rows. */
enum PlantedFaults {
    KEY_FROM_THE_LAST_ROW(overStore(store ->
            (object, atMost) -> store.put(renamed(object, object.provenance().lastRow()), atMost))),

    KEY_FROM_THE_CLOCK(overStore(store -> {
        var clock = new AtomicLong();
        return (object, atMost) -> store.put(renamed(object, "object-" + clock.incrementAndGet()), atMost);
    })),

    FAILURE_REPORTED_FROM_THE_LAST_RECORD(overAnswer(records -> answer(number(records, records.size() - 1)))),

    FAILURE_REPORTED_FROM_THE_MIDDLE(overAnswer(records -> answer(number(records, records.size() / 2)))),

    FAILURE_ANSWERED_EMPTY(overAnswer(records -> answer(""))),

    FAILED_BUCKETS_OUTAGE_SWALLOWED(overStore(store -> swallowing(store, Workbench.FAILED))),

    LAKES_OUTAGE_SWALLOWED(overStore(store -> swallowing(store, Workbench.LAKE))),

    /** A batch that is cut is answered as if it were done. */
    CUT_FORGOTTEN(overCut(records -> answer(""))),

    /** A batch that is cut is answered with the record behind the first that was left out. */
    CUT_ANSWERED_ONE_LATER(overCut(records -> answer(records.size() > 1 ? number(records, 1) : ""))),

    /** The second half of a batch comes once more, as a batch of its own. */
    DELIVERY_DOUBLED_FROM_ANOTHER_RECORD((config, erased, store, puts, clock) ->
            deliveringTwice(FunctionOf.handler(config, erased, puts.apply(store), Capacity.STANDARD, clock))),

    WRONG_USERID_COLUMN(overRows(rows -> rows.replaceAll(row -> RewrittenParquet.with(row, "userid", "another")))),

    WRONG_UUID_COLUMN(overRows(rows -> rows.replaceAll(row -> RewrittenParquet.with(row, "uuid", "another")))),

    LAST_ROW_OF_LARGE_OBJECTS_LOST(overRows(rows -> {
        if (rows.size() > 200) {
            rows.remove(rows.size() - 1);
        }
    })),

    /** Two sections share a folder. */
    LOSSY_ESCAPE(overStore(store ->
            (object, atMost) -> store.put(withKey(object, object.key().replaceAll("%[0-9A-F]{2}", "_")), atMost))),

    FAILED_PUTS_FORGOTTEN_BEFORE_ALL_HAD_BEGUN((config, erased, store, puts, clock) -> FunctionOf.handler(
            config,
            erased,
            new ParallelPuts(store, new VirtualThreads.Room(config.putParallelism()), new ForgetfulThreads()),
            Capacity.STANDARD,
            clock)),

    INVOCATION_LOST_BEYOND_64_KB((config, erased, store, puts, clock) ->
            truncating(FunctionOf.handler(config, erased, puts.apply(store), Capacity.STANDARD, clock))),

    // Each part of the fence is taken away.

    NO_FENCE(betweenS3(s3 -> request -> s3.take(without(request, "if-none-match", "if-match")))),

    NO_IF_NONE_MATCH(betweenS3(s3 -> request -> s3.take(without(request, "if-none-match")))),

    NO_IF_MATCH(betweenS3(s3 -> request -> s3.take(without(request, "if-match")))),

    /** An object of a newer attempt is replaced, too. */
    NEWER_REPLACED(betweenS3(s3 -> request -> shifted(s3.take(request), Duration.ofDays(-1)))),

    /** An object is replaced that began a moment before. */
    NO_AGE(betweenS3(s3 -> request -> shifted(s3.take(request), Duration.ofSeconds(-29)))),

    /** The same rows of an older attempt are taken for done. */
    IDENTICAL_ROWS_NOT_WRITTEN_AGAIN(betweenS3(PlantedFaults::takingIdenticalRowsForDone)),

    /** A redrive replaces whatever is there, as the newest attempt. */
    REDRIVE_AS_OF_NOW((config, erased, store, puts, clock) ->
            redrivingAsOfNow(FunctionOf.handler(config, erased, puts.apply(store), Capacity.STANDARD, clock))),

    /** The bytes don't name the attempt: the same rows have the same ETag. */
    ETAG_BY_CONTENT(new Planted(FunctionOf.THE_CONSUMER, s3 -> s3, PlantedFaults::etagOfRows));

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ROWS = "x-amz-meta-rows";
    private static final String ATTEMPT = "x-amz-meta-attempt";

    @SuppressWarnings("ImmutableEnumChecker") // what it makes is made anew for each campaign
    private final Planted planted;

    PlantedFaults(FunctionOf function) {
        this(new Planted(function, s3 -> s3, SimulatedS3::md5));
    }

    PlantedFaults(Planted planted) {
        this.planted = planted;
    }

    /** A function, what stands between it and S3, and S3's ETags. */
    record Planted(FunctionOf function, UnaryOperator<Requests> between, Function<S3Request, String> etags) {}

    Workbench workbench() {
        return new Workbench(planted.function(), planted.between(), planted.etags(), parts -> parts, ErasureParts.REAL);
    }

    private interface WhenFailed {
        byte[] answer(ArrayNode records);
    }

    private interface WhenCut {
        /** @param left the records that were left out */
        byte[] answer(ArrayNode left);
    }

    private static FunctionOf overStore(UnaryOperator<ObjectStore> broken) {
        return (config, erased, store, puts, clock) ->
                FunctionOf.handler(config, erased, puts.apply(broken.apply(store)), Capacity.STANDARD, clock);
    }

    private static FunctionOf overRows(Consumer<List<Group>> broken) {
        return overStore(store -> (object, atMost) -> store.put(RewrittenParquet.of(object, broken), atMost));
    }

    private static Planted betweenS3(UnaryOperator<Requests> between) {
        return new Planted(FunctionOf.THE_CONSUMER, between, SimulatedS3::md5);
    }

    private static ObjectStore swallowing(ObjectStore store, String bucket) {
        return (object, atMost) -> {
            try {
                store.put(object, atMost);
            } catch (StoreException outage) {
                if (!object.bucket().equals(bucket)) {
                    throw outage;
                }
            }
        };
    }

    /** Replaces what the consumer answers when it failed. */
    private static FunctionOf overAnswer(WhenFailed broken) {
        return (config, erased, store, puts, clock) ->
                answering(FunctionOf.handler(config, erased, puts.apply(store), Capacity.STANDARD, clock), broken);
    }

    /** Replaces what the consumer answers when it was too much for it. */
    private static FunctionOf overCut(WhenCut broken) {
        return (config, erased, store, puts, clock) -> {
            var handler = FunctionOf.THE_CONSUMER.make(config, erased, store, puts, clock);
            return (event, response, context) -> {
                var batch = JSON.readTree(event);
                var answer = new ByteArrayOutputStream();
                handler.handleRequest(stream(batch), answer, context);
                var records = (ArrayNode) batch.get("Records");
                var next = JSON.readTree(answer.toByteArray())
                        .at("/batchItemFailures/0/itemIdentifier")
                        .asText();
                boolean cut = !next.isEmpty() && !next.equals(number(records, 0));
                while (cut && !number(records, 0).equals(next)) {
                    records.remove(0);
                }
                response.write(cut ? broken.answer(records) : answer.toByteArray());
            };
        };
    }

    private static RequestStreamHandler answering(RequestStreamHandler handler, WhenFailed broken) {
        return (event, response, context) -> {
            var batch = JSON.readTree(event);
            var answer = new ByteArrayOutputStream();
            handler.handleRequest(stream(batch), answer, context);
            boolean failed = answer.toString(UTF_8).contains("itemIdentifier");
            response.write(failed ? broken.answer((ArrayNode) batch.get("Records")) : answer.toByteArray());
        };
    }

    private static RequestStreamHandler deliveringTwice(RequestStreamHandler handler) {
        return (event, response, context) -> {
            var batch = JSON.readTree(event);
            handler.handleRequest(stream(batch), response, context);
            var records = (ArrayNode) batch.get("Records");
            for (int half = records.size() / 2; half > 0; half--) {
                records.remove(0);
            }
            handler.handleRequest(stream(batch), new ByteArrayOutputStream(), context);
        };
    }

    private static RequestStreamHandler redrivingAsOfNow(RequestStreamHandler handler) {
        return (event, response, context) -> {
            var batch = (ObjectNode) JSON.readTree(event);
            batch.remove(KinesisBatch.REPLACES_UNTIL);
            handler.handleRequest(stream(batch), response, context);
        };
    }

    private static RequestStreamHandler truncating(RequestStreamHandler handler) {
        return (event, response, context) -> {
            var batch = JSON.readTree(event);
            var records = (ArrayNode) batch.get("Records");
            int bytes = 0;
            for (int i = 0; i < records.size(); i++) {
                bytes += records.get(i).toString().length();
                if (bytes > 65_536 && i > 0) {
                    records.remove(i--);
                }
            }
            handler.handleRequest(stream(batch), response, context);
        };
    }

    /** Reports no failure of a PUT that was over before all had begun. */
    private static final class ForgetfulThreads extends VirtualThreads {

        private boolean allBegun;

        @Override
        public void execute(Runnable put) {
            allBegun = false;
            super.execute(put);
        }

        @Override
        protected <T> RunnableFuture<T> newTaskFor(Callable<T> put) {
            return new FutureTask<>(put) {

                private boolean early;

                @Override
                protected void done() {
                    early = !allBegun;
                }

                @Override
                @SuppressWarnings("unchecked") // the PUTs' results are numbers of bytes
                public T get() throws InterruptedException, ExecutionException {
                    allBegun = true;
                    while (!isDone()) {
                        VirtualScheduler.current().await(this::isDone, Duration.ofDays(1));
                    }
                    try {
                        return super.get();
                    } catch (ExecutionException failure) {
                        if (early && failure.getCause() instanceof StoreException) {
                            return (T) Long.valueOf(0);
                        }
                        throw failure;
                    }
                }
            };
        }
    }

    private static S3Request without(S3Request request, String... names) {
        var headers = new HashMap<>(request.headers());
        for (var name : names) {
            headers.remove(name);
        }
        return new S3Request(request.method(), request.bucket(), request.key(), headers, request.body());
    }

    /** An answer that makes the object's attempt look older, or newer. */
    private static S3Answer shifted(S3Answer answer, Duration by) {
        var attempt = answer.headers().get(ATTEMPT);
        if (attempt == null) {
            return answer;
        }
        var parts = attempt.split(" ", 2);
        return with(answer, ATTEMPT, Instant.parse(parts[0]).plus(by) + " " + parts[1]);
    }

    private static Requests takingIdenticalRowsForDone(Requests s3) {
        var ours = new HashMap<String, S3Request>();
        return request -> {
            var answer = s3.take(request);
            var name = Invocation.current().hashCode() + request.name();
            if (request.method().equals("PUT")) {
                ours.put(name, request);
                return answer;
            }
            var put = ours.get(name);
            boolean same = put != null
                    && Objects.equals(put.headers().get(ROWS), answer.headers().get(ROWS));
            return same ? shifted(answer, Duration.ofDays(1)) : answer;
        };
    }

    private static String etagOfRows(S3Request put) {
        return '"' + Integer.toHexString(Objects.hash(put.key(), put.headers().get(ROWS))) + '"';
    }

    private static S3Answer with(S3Answer answer, String name, String value) {
        var headers = new HashMap<>(answer.headers());
        headers.put(name, value);
        return new S3Answer(answer.status(), headers, answer.body());
    }

    private static ByteArrayInputStream stream(Object batch) throws IOException {
        return new ByteArrayInputStream(JSON.writeValueAsBytes(batch));
    }

    private static String number(ArrayNode records, int index) {
        return records.get(index).at("/kinesis/sequenceNumber").asText();
    }

    private static byte[] answer(String sequenceNumber) {
        var failures = sequenceNumber.isEmpty() ? "" : "{\"itemIdentifier\":\"" + sequenceNumber + "\"}";
        return ("{\"batchItemFailures\":[" + failures + "]}").getBytes(UTF_8);
    }

    private static StoredObject renamed(StoredObject object, String name) {
        int slash = object.key().lastIndexOf('/') + 1;
        return withKey(
                object,
                object.key().substring(0, slash)
                        + name
                        + object.key().substring(object.key().indexOf('.', slash)));
    }

    private static StoredObject withKey(StoredObject object, String key) {
        return new StoredObject(object.bucket(), key, object.contentType(), object.provenance(), object.body());
    }
}
