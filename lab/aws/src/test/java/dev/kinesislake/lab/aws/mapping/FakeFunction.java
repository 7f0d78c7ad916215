package dev.kinesislake.lab.aws.mapping;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinesislake.lab.aws.lambda.Invoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A function that notes which batches it got, and answers as it was made to. */
final class FakeFunction implements Invoker {

    private static final JsonMapper JSON = new JsonMapper();

    /** What the function does with a batch, of which it sees the records' data as text. */
    @FunctionalInterface
    interface Handler {
        String handle(List<String> batch) throws InterruptedException;
    }

    private final Handler handler;
    private final List<List<String>> batches = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();

    FakeFunction(Handler handler) {
        this.handler = handler;
    }

    static FakeFunction succeeding() {
        return new FakeFunction(batch -> "{}");
    }

    /** Fails every batch that has such a record. */
    static FakeFunction failingOn(String poison) {
        return new FakeFunction(batch -> {
            if (batch.contains(poison)) {
                throw new IllegalStateException(poison);
            }
            return "{}";
        });
    }

    /** All batches, in the order of their invocations. */
    synchronized List<List<String>> batches() {
        return List.copyOf(batches);
    }

    /** The records of the batches that the handler didn't throw at. */
    synchronized List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public Outcome invoke(byte[] event) throws InterruptedException {
        var batch = read(event);
        var requestId = "request-" + requests.incrementAndGet();
        synchronized (this) {
            batches.add(batch);
        }
        String answer;
        try {
            answer = handler.handle(batch);
        } catch (IllegalStateException e) {
            return new Failed(requestId, "java.lang.IllegalStateException", String.valueOf(e.getMessage()));
        }
        synchronized (this) {
            done.addAll(batch);
        }
        return new Returned(requestId, answer.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(byte[] event) {
        try {
            var data = new ArrayList<String>();
            for (var record : JSON.readTree(event).get("Records")) {
                data.add(new String(record.get("kinesis").get("data").binaryValue(), StandardCharsets.UTF_8));
            }
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
