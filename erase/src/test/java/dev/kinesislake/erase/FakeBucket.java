package dev.kinesislake.erase;

import static java.util.Objects.requireNonNull;

import dev.kinesislake.erase.bucket.ArchivedException;
import dev.kinesislake.erase.bucket.Content;
import dev.kinesislake.erase.bucket.Version;
import dev.kinesislake.erase.bucket.VersionedBucket;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bucket in memory that keeps old versions. */
final class FakeBucket implements VersionedBucket {

    /** Thrown in place of a write that is to be the last. */
    static final class Killed extends RuntimeException {}

    private record Stored(Version version, @Nullable Content content) {}

    private final TreeMap<String, List<Stored>> objects = new TreeMap<>();
    private final Set<String> archived = new HashSet<>();
    private final Map<String, Integer> reads = new HashMap<>();
    private int ids;
    private Runnable whenListed = () -> {};
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");

    /** How many more writes are done before one is refused for ever. */
    private int writesLeft = Integer.MAX_VALUE;

    synchronized void killAfter(int writes) {
        writesLeft = writes;
    }

    synchronized void whenListed(Runnable hook) {
        whenListed = hook;
    }

    synchronized void advanceTo(Instant time) {
        now = time;
    }

    synchronized void put(String key, Content content) {
        var versions = objects.computeIfAbsent(key, k -> new ArrayList<>());
        versions.replaceAll(stored -> new Stored(latest(stored.version(), false), stored.content()));
        var id = "v" + ids++;
        versions.add(new Stored(
                new Version(key, id, md5(content.body()), content.body().length, true, false, now), content));
    }

    /** As a lifecycle rule does it. */
    synchronized void expire(String key) {
        var versions = requireNonNull(objects.get(key));
        versions.replaceAll(stored -> new Stored(latest(stored.version(), false), stored.content()));
        versions.add(new Stored(new Version(key, "v" + ids++, "", 0, true, true, now), null));
    }

    /** Makes an object unreadable until it is restored. */
    synchronized void archive(String key) {
        archived.add(key);
    }

    /** How often a version of an object was read. */
    synchronized int reads(String key) {
        return reads.getOrDefault(key, 0);
    }

    synchronized void restore(String key) {
        archived.remove(key);
    }

    /** What readers get under a key. */
    synchronized Content at(String key) {
        return requireNonNull(latest().get(key));
    }

    /** What readers get. */
    synchronized Map<String, Content> latest() {
        var latest = new HashMap<String, Content>();
        objects.forEach((key, versions) -> versions.stream()
                .filter(stored -> stored.version().isLatest() && stored.content() != null)
                .forEach(stored -> latest.put(key, stored.content())));
        return latest;
    }

    synchronized List<Content> allVersions() {
        var all = new ArrayList<Content>();
        objects.values().forEach(versions -> versions.stream()
                .map(Stored::content)
                .filter(content -> content != null)
                .forEach(all::add));
        return all;
    }

    private static Version latest(Version version, boolean isLatest) {
        return new Version(
                version.key(),
                version.id(),
                version.etag(),
                version.bytes(),
                isLatest,
                version.isMarker(),
                version.lastModified());
    }

    @Override
    public synchronized List<Version> versions(String prefix) {
        whenListed.run();
        return objects.values().stream()
                .flatMap(List::stream)
                .map(Stored::version)
                .filter(version -> version.key().startsWith(prefix))
                .toList();
    }

    @Override
    public synchronized Optional<Content> get(Version version) throws ArchivedException {
        reads.merge(version.key(), 1, Integer::sum);
        if (archived.contains(version.key())) {
            throw new ArchivedException(version.key());
        }
        return find(version).map(Stored::content);
    }

    private Optional<Stored> find(Version version) {
        return objects.getOrDefault(version.key(), List.of()).stream()
                .filter(stored -> stored.version().id().equals(version.id()))
                .findFirst();
    }

    @Override
    public synchronized boolean replace(Version latest, Content content) {
        write();
        if (find(latest).filter(stored -> stored.version().isLatest()).isEmpty()) {
            return false;
        }
        put(latest.key(), content);
        return true;
    }

    @Override
    public synchronized void delete(List<Version> versions) {
        write();
        for (var version : versions) {
            objects.getOrDefault(version.key(), new ArrayList<>())
                    .removeIf(stored -> stored.version().id().equals(version.id()));
        }
    }

    private void write() {
        if (writesLeft-- <= 0) {
            throw new Killed();
        }
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    private static String md5(byte[] body) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("MD5").digest(body)).toString(16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
