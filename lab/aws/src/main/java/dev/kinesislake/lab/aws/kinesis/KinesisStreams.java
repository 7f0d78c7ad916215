package dev.kinesislake.lab.aws.kinesis;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The data streams of one account in one region. Streams live as long as the process: their records are files in a folder, but
 * what an earlier process left there is deleted, not read. Safe for use by many threads.
 */
public final class KinesisStreams implements Closeable {

    /** Each shard has open files and threads of its own. Many regions' default quota is the same. */
    static final int MAX_SHARDS = 500;

    static final String RECORDS_SUFFIX = ".records";

    private static final Pattern STREAM_FOLDER = Pattern.compile("[a-zA-Z0-9_.-]{1,128}-[0-9]+\\.stream");

    private final Path folder;
    private final String region;
    private final String account;
    private final InstantSource clock;
    private final ShardLimits limits;
    private final AtomicLong lastStamp = new AtomicLong();
    private final Map<String, DataStream> streams = new ConcurrentSkipListMap<>();

    private KinesisStreams(Path folder, String region, String account, InstantSource clock, ShardLimits limits) {
        this.folder = folder;
        this.region = region;
        this.account = account;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * An account without streams.
     *
     * @param folder for the records; made if need be, and rid of what an earlier process left of its streams
     * @param account twelve digits
     * @param limits what each shard takes in a second; AWS has {@link ShardLimits#AWS}
     * @throws IOException when the folder can't be made or cleared
     */
    public static KinesisStreams open(
            Path folder, String region, String account, InstantSource clock, ShardLimits limits) throws IOException {
        Files.createDirectories(folder);
        for (var leftOver : list(folder, STREAM_FOLDER)) {
            for (var records : list(leftOver, Pattern.compile("shardId-[0-9]+" + Pattern.quote(RECORDS_SUFFIX)))) {
                Files.delete(records);
            }
            Files.delete(leftOver);
        }
        return new KinesisStreams(folder, region, account, clock, limits);
    }

    /**
     * Makes a stream, which is active at once.
     *
     * @throws KinesisException when there is one of that name
     */
    public synchronized DataStream create(StreamSettings settings) {
        var name = settings.name();
        if (settings.shardCount() > MAX_SHARDS) {
            throw new KinesisException(
                    KinesisError.LIMIT_EXCEEDED,
                    "stream " + name + ": shardCount is " + settings.shardCount() + ", allowed are 1 to " + MAX_SHARDS
                            + " on this machine");
        }
        if (streams.containsKey(name)) {
            throw new KinesisException(
                    KinesisError.RESOURCE_IN_USE, "Stream " + name + " under account " + account + " already exists.");
        }
        var stream = DataStream.create(
                settings, arn(name), folder.resolve(name + "-" + stamp() + ".stream"), clock, limits, this::stamp);
        streams.put(name, stream);
        return stream;
    }

    /**
     * A stream by its name.
     *
     * @throws KinesisException when there is no such stream
     */
    public DataStream describe(String name) {
        var stream = streams.get(name);
        if (stream == null) {
            throw new KinesisException(
                    KinesisError.RESOURCE_NOT_FOUND, "Stream " + name + " under account " + account + " not found.");
        }
        return stream;
    }

    /** All streams by name. */
    public List<DataStream> list() {
        return List.copyOf(streams.values());
    }

    /**
     * Changes a stream's mode, number of open shards, retention period, record size or encryption. What is in the stream stays there
     * ("UpdateShardCount" with uniform scaling and "UpdateStreamMode" in the Amazon Kinesis Data Streams API Reference).
     *
     * @throws KinesisException when there is no such stream, or it would get more than twice or less than half its shards at once
     */
    public synchronized DataStream update(StreamSettings settings) {
        var stream = describe(settings.name());
        stream.update(settings);
        return stream;
    }

    /**
     * Deletes a stream with its records; who waits for one of its shards is woken.
     *
     * @throws KinesisException when there is no such stream
     */
    public synchronized void delete(String name) {
        describe(name).delete();
        streams.remove(name);
    }

    /** The ARN that a stream of this name has, whether or not there is one. */
    public String arn(String name) {
        return "arn:aws:kinesis:" + region + ":" + account + ":stream/" + name;
    }

    /** Deletes all streams with their records. */
    @Override
    public synchronized void close() {
        for (var stream : list()) {
            delete(stream.name());
        }
    }

    String account() {
        return account;
    }

    InstantSource clock() {
        return clock;
    }

    /** The time in milliseconds, but never the same one twice: what tells a stream from its namesake of before. */
    private long stamp() {
        return lastStamp.updateAndGet(last -> Math.max(last + 1, clock.millis()));
    }

    private static List<Path> list(Path folder, Pattern name) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.filter(entry ->
                            name.matcher(entry.getFileName().toString()).matches())
                    .toList();
        }
    }
}
