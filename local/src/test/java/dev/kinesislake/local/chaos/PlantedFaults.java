package dev.kinesislake.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.kinesislake.function.Handler;
import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.StoreException;
import dev.kinesislake.function.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Consumers that are broken on purpose, each in one way that would lose or double rows. */
enum PlantedFaults {
    KEY_FROM_THE_LAST_ROW(overStore(store -> (object, atMost) ->
            store.put(object.key().endsWith(".gz") ? renamed(object, lastRow(object)) : object, atMost))),

    KEY_FROM_THE_CLOCK(overStore(store -> {
        var clock = new AtomicLong();
        return (object, atMost) -> store.put(renamed(object, "object-" + clock.incrementAndGet()), atMost);
    })),

    FAILURE_REPORTED_FROM_THE_LAST_RECORD(overAnswer((records, failed) -> answer(number(records, records.size() - 1)))),

    FAILURE_REPORTED_FROM_THE_MIDDLE(overAnswer((records, failed) -> answer(number(records, records.size() / 2)))),

    FAILURE_ANSWERED_EMPTY(overAnswer((records, failed) -> answer(""))),

    FAILED_BUCKETS_OUTAGE_SWALLOWED(overStore(store -> (object, atMost) -> {
        try {
            store.put(object, atMost);
        } catch (StoreException outage) {
            if (object.bucket().equals(Workbench.LAKE)) {
                throw outage;
            }
        }
    })),

    LAKES_OUTAGE_SWALLOWED(overStore(store -> (object, atMost) -> {
        try {
            store.put(object, atMost);
        } catch (StoreException outage) {
            if (object.bucket().equals(Workbench.FAILED)) {
                throw outage;
            }
        }
    })),

    /** A PUT that failed reaches S3 when other PUTs have come and gone, as if S3 didn't order them by their arrival. */
    PUT_THAT_ARRIVES_LATE((config, store, puts) -> {
        var failed = new ConcurrentSkipListMap<String, StoredObject>();
        var handler = new Handler(config, puts.apply((object, atMost) -> {
            try {
                store.put(object, atMost);
            } catch (StoreException outage) {
                failed.put(object.key(), object);
                throw outage;
            }
        }));
        return (invocation, response, context) -> {
            var late = List.copyOf(failed.values());
            failed.clear();
            handler.handleRequest(invocation, response, context);
            for (var object : late) {
                try {
                    store.put(object, Duration.ofSeconds(10));
                } catch (StoreException never) {
                    // Then it doesn't arrive at all.
                }
            }
        };
    }),

    /** The second half of a batch comes once more, as a batch of its own. */
    DELIVERY_DOUBLED_FROM_ANOTHER_RECORD((config, store, puts) -> deliveringTwice(new Handler(config, puts.apply(store))));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern POSITION =
            Pattern.compile("\"shardId\":\"([^\"]+)\",\"sequenceNumber\":\"(\\d+)\"(?:,\"subSequenceNumber\":(\\d+))?");

    @SuppressWarnings("ImmutableEnumChecker") // what it makes is made anew for each campaign
    private final FunctionOf function;

    PlantedFaults(FunctionOf function) {
        this.function = function;
    }

    FunctionOf function() {
        return function;
    }

    private interface WhenFailed {
        byte[] answer(ArrayNode records, byte[] answer);
    }

    private static FunctionOf overStore(UnaryOperator<ObjectStore> broken) {
        return (config, store, puts) -> new Handler(config, puts.apply(broken.apply(store)));
    }

    /** Replaces what the consumer answers when it failed. */
    private static FunctionOf overAnswer(WhenFailed broken) {
        return (config, store, puts) -> answering(new Handler(config, puts.apply(store)), broken);
    }

    private static RequestStreamHandler answering(RequestStreamHandler handler, WhenFailed broken) {
        return (event, response, context) -> {
            var batch = JSON.readTree(event);
            var answer = new ByteArrayOutputStream();
            handler.handleRequest(stream(batch), answer, context);
            boolean failed = answer.toString(UTF_8).contains("itemIdentifier");
            response.write(
                    failed
                            ? broken.answer((ArrayNode) batch.get("Records"), answer.toByteArray())
                            : answer.toByteArray());
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
        var key = object.key();
        return new StoredObject(
                object.bucket(),
                key.substring(0, key.lastIndexOf('/') + 1) + name + key.substring(key.indexOf('.')),
                object.contentType(),
                object.provenance(),
                object.body());
    }

    private static String lastRow(StoredObject object) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(object.body()))) {
            var position = POSITION.matcher(new String(gzip.readAllBytes(), UTF_8));
            var last = "";
            while (position.find()) {
                var sub = position.group(3);
                last = position.group(1) + "-" + position.group(2) + (sub == null ? "" : "-" + sub);
            }
            return last;
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
