package dev.kinesislake.redrive.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.redrive.mark.TaggedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A stream of one shard that keeps what it's given for a day, and fails on demand. */
final class FakeStream implements EventStream {

    private static final RecordDecoder DECODER = new RecordDecoder(Set.of());

    /** What happens to a call. */
    enum Weather {
        FINE,
        /** Every second record is throttled. */
        THROTTLED,
        /** The records are stored, and the answer is lost. */
        ANSWER_LOST,
        /** The records are lost, and the answer. */
        CALL_LOST,
        /** The process ends after the records are stored. */
        KILLED
    }

    static final class Killed extends RuntimeException {}

    private record Kept(String sequenceNumber, Instant at, Entry entry) {}

    private final List<Kept> kept = new ArrayList<>();
    private final FakeTime time;
    Weather weather = Weather.FINE;

    /** Runs before a call leaves the machine. */
    Runnable beforePut = () -> {};

    int calls;

    FakeStream(FakeTime time) {
        this.time = time;
    }

    @Override
    public synchronized List<PutResult> put(List<Entry> entries, Deadline until) {
        beforePut.run();
        if (until.isOver()) {
            return Collections.nCopies(entries.size(), new Refused("the time for it was over", true));
        }
        calls++;
        var results = new ArrayList<PutResult>();
        for (var entry : entries) {
            boolean throttled = weather == Weather.THROTTLED && results.size() % 2 == 1;
            if (weather != Weather.CALL_LOST && !throttled) {
                kept.add(new Kept("" + (1000 + kept.size()), time.now(), entry));
            }
            results.add(
                    switch (weather) {
                        case FINE, KILLED -> new Stored("shardId-000000000000", "" + (999 + kept.size()));
                        case THROTTLED ->
                            throttled
                                    ? new Refused("throttled", true)
                                    : new Stored("shardId-000000000000", "" + (999 + kept.size()));
                        case ANSWER_LOST, CALL_LOST -> new Unknown("no answer");
                    });
        }
        if (weather == Weather.KILLED) {
            throw new Killed();
        }
        return results;
    }

    @Override
    public synchronized Map<UUID, Stored> find(Set<UUID> tokens, Instant since) {
        var found = new HashMap<UUID, Stored>();
        for (var each : kept) {
            if (!each.at().isBefore(since) && !each.at().isBefore(time.now().minus(retention()))) {
                TaggedRecord.tokenOf(each.entry().data())
                        .filter(tokens::contains)
                        .ifPresent(
                                token -> found.put(token, new Stored("shardId-000000000000", each.sequenceNumber())));
            }
        }
        return found;
    }

    @Override
    public Duration retention() {
        return Duration.ofHours(24);
    }

    /** What the consumer makes of it: partition key and data of each user record. */
    synchronized List<String> userRecords() {
        return kept.stream()
                .flatMap(each -> DECODER
                        .decode(new KinesisRecord(
                                "shardId-000000000000",
                                each.sequenceNumber(),
                                each.entry().partitionKey(),
                                each.at(),
                                each.entry().data()))
                        .rows()
                        .stream())
                .map(Decoded::record)
                .map(record -> record.partitionKey() + ": " + new String(record.data(), UTF_8))
                .toList();
    }
}
