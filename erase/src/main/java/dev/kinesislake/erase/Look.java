package dev.kinesislake.erase;

import dev.kinesislake.erase.bucket.ArchivedException;
import dev.kinesislake.erase.bucket.Content;
import dev.kinesislake.erase.bucket.Version;
import dev.kinesislake.erase.bucket.VersionedBucket;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.send.InParallel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks into each version of the objects below a prefix. A version never changes, so the second time, only those are looked into that were
 * stored since, or held somebody, or couldn't be read.
 */
final class Look {

    private static final int LISTED_AT_ONCE = 10_000;

    /** A version's time may be when its upload began. No upload of the project's takes longer. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(15);

    private final VersionedBucket bucket;
    private final Place place;
    private final String prefix;
    private final Inspector inspector;
    private final EraseListener listener;
    private Instant since = Instant.MIN;
    private Set<String> again = Set.of();

    /** Looks into a version, and does with it what is to be done. */
    @FunctionalInterface
    interface Inspector {

        /**
         * Inspects.
         *
         * @return whether the version holds nobody
         * @throws IOException if it can't be read
         */
        boolean isClean(Version version, Content content) throws IOException;
    }

    Look(VersionedBucket bucket, Place place, String prefix, Inspector inspector, EraseListener listener) {
        this.bucket = bucket;
        this.place = place;
        this.prefix = prefix;
        this.inspector = inspector;
        this.listener = listener;
    }

    /** Looks into all that is there by now. Returns how many versions can't be read. */
    int run(InParallel parallel) throws InterruptedException {
        var now = bucket.now();
        var unclean = ConcurrentHashMap.<String>newKeySet();
        var unread = new Unread();
        var listed = new ArrayList<Version>();
        for (var version : bucket.versions(prefix)) {
            if (!version.isMarker() && (!version.lastModified().isBefore(since) || again.contains(name(version)))) {
                listed.add(version);
            }
            if (listed.size() == LISTED_AT_ONCE) {
                look(listed, parallel, unclean, unread);
                listed.clear();
            }
        }
        look(listed, parallel, unclean, unread);
        unread.say();
        since = now.minus(LONGEST_UPLOAD);
        again = unclean;
        return unread.count();
    }

    private void look(List<Version> versions, InParallel parallel, Set<String> unclean, Unread unread)
            throws InterruptedException {
        parallel.map(versions, version -> {
            if (!isClean(version, unread)) {
                unclean.add(name(version));
            }
            return version;
        });
        listener.looked(place, versions.size());
    }

    private boolean isClean(Version version, Unread unread) {
        try {
            var content = bucket.get(version);
            // One that is gone has been replaced since: the next look finds what is there instead.
            return content.isEmpty() || inspector.isClean(version, content.get());
        } catch (ArchivedException archived) {
            unread.addArchived(version);
        } catch (IOException | RedriveException damaged) {
            unread.add();
            listener.left("object " + version.key() + " can't be looked into: " + damaged.getMessage());
        }
        return false;
    }

    /** What couldn't be read. */
    private final class Unread {

        private int others;
        private int archived;
        private @Nullable Version example;

        synchronized void add() {
            others++;
        }

        synchronized void addArchived(Version version) {
            archived++;
            example = version;
        }

        synchronized int count() {
            return others + archived;
        }

        /** Archived objects are many, so they are counted. */
        synchronized void say() {
            if (example != null) {
                listener.left(archived + " archived objects below " + prefix + " can't be looked into, such as "
                        + example.key() + ": restore them, and erase again");
            }
        }
    }

    private static String name(Version version) {
        return version.key() + "\n" + (version.isKept() ? version.id() : version.etag());
    }
}
